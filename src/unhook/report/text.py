"""The report for a terminal: the verdict first, then each red flag, then what to do."""

from dataclasses import dataclass

from unhook.catalogue import Catalogue
from unhook.report.columns import columns, cut, cut_front, wrap
from unhook.report.defang import harmless, visible
from unhook.report.judged import Judged
from unhook.report.wording import (
    distinct,
    flags_count,
    gap,
    level_name,
    mailbox,
    percent,
    place,
    sentence,
    shows_snippet,
    snippet,
    verdict_sentence,
)
from unhook.verdict.model import Level, Reason

WITHOUT_TERMINAL = 80
WIDEST = 100
NARROWEST = 24
LABEL_COLUMNS = 18
RULES_SHOWN = 3
EVIDENCE_SHOWN = 3
FILE_LINES = 20
ENVELOPE_LINES = 3
"""How much of sender and subject is shown: enough for the part after the `@`, which matters most."""

_LEVEL_COLOURS: dict[Level, str] = {
    "malicious": "1;97;41",
    "suspicious": "1;30;43",
    "clean": "1;30;42",
    "incomplete": "1;30;46",
}
_SEVERITY_COLOURS = {"critical": "1;31", "high": "1;31", "medium": "33", "low": "36", "informational": "2"}


@dataclass(frozen=True, slots=True)
class Style:
    """How wide the terminal is, in columns (`None`: there is none), and whether it may get colours."""

    width: int | None = None
    colour: bool = False

    def paint(self, text: str, code: str) -> str:
        """The text in an SGR colour (ECMA-48 section 8.3.117), or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def render(judged: Judged, catalogue: Catalogue, style: Style | None = None) -> str:
    """The full report of one mail, ending in a line feed."""
    style = style or Style()
    width = max(NARROWEST, min(WIDEST, style.width or WITHOUT_TERMINAL))
    text = catalogue.text
    verdict = judged.verdict
    lines = _headline(judged, catalogue, style, width)
    lines += ["", *_envelope(judged, catalogue, style, width)]
    if judged.flags:
        lines += _heading(flags_count(judged, catalogue), style, width)
        for number, reason in enumerate(judged.flags, 1):
            lines += _flag(number, reason, catalogue, style, width)
    if judged.honest:
        lines += _list(
            "honest",
            [sentence(reason.finding, catalogue) for reason in judged.honest],
            catalogue,
            style,
            width,
        )
    lines += _files(judged, catalogue, style, width)
    lines += _behind(judged, catalogue, style, width)
    if verdict.incomplete:
        lines += _list(
            "incomplete", [gap(name, catalogue) for name in verdict.incomplete], catalogue, style, width
        )
    for section in ("do", "avoid", "verify", "tell"):
        keys: tuple[str, ...] = getattr(verdict.advice, section)
        lines += _list(section, [text(f"advice.{key}") for key in keys], catalogue, style, width)
    lines += _after(judged, catalogue, style, width)
    return "\n".join(lines) + "\n"


def _behind(judged: Judged, catalogue: Catalogue, style: Style, width: int) -> list[str]:
    """The pages behind the links, where any are known, and what the mail was called before."""
    if not judged.pages and judged.change is None:
        return []
    from unhook.report import behind

    told = behind.lines(judged, catalogue)
    if judged.change is not None:
        before = catalogue.text(f"level.{judged.change.before.level}")
        told.append(catalogue.text("label.before_look", level=before))
    return _list("pages", told, catalogue, style, width)


def line(judged: Judged, catalogue: Catalogue, style: Style | None = None) -> str:
    """One mail in one line, for a list of many: verdict, risk, path and the heaviest flags' rules.

    Where the width is known the path loses its beginning and the rules their end.
    """
    style = style or Style()
    level = judged.verdict.level
    label = level_name(judged, catalogue)
    lead = f"{label}{' ' * max(1, LABEL_COLUMNS - columns(label))}{percent(judged):3d} %  "
    # A path is the caller's own: it keeps its dots, but a control character in it is shown.
    path = visible(judged.path)
    rules = ", ".join(reason.finding.rule for reason in judged.flags[:RULES_SHOWN])
    if style.width is not None:
        room = max(NARROWEST, style.width) - columns(lead)
        path = cut_front(path, max(room // 2, room - columns(rules) - 2))
        rules = cut(rules, room - columns(path) - 2) if room - columns(path) > 4 else ""
    tail = f"{path}  {rules}" if rules else path
    return f"{style.paint(label, _LEVEL_COLOURS[level])}{lead[len(label) :]}{tail}\n"


def _headline(judged: Judged, catalogue: Catalogue, style: Style, width: int) -> list[str]:
    verdict = judged.verdict
    label = f" {level_name(judged, catalogue).upper()} "
    said = verdict_sentence(judged, catalogue)
    indent = columns(label) + 1
    if columns(said) + indent > width:
        lines = [style.paint(label, _LEVEL_COLOURS[verdict.level]), *wrap(said, width)]
    else:
        lines = [f"{style.paint(label, _LEVEL_COLOURS[verdict.level])} {said}"]
    kinds = [catalogue.text(f"attack.{name}") for name in verdict.attack_types]
    # Of a mail that was not looked at to the end, no figure would be honest.
    risk = [] if verdict.level == "incomplete" else [catalogue.text("label.score", percent=percent(judged))]
    facts = " · ".join([*risk, *kinds])
    return lines + ([style.paint(part, "2") for part in wrap(facts, width)] if facts else [])


def _envelope(judged: Judged, catalogue: Catalogue, style: Style, width: int) -> list[str]:
    message = judged.message
    # A path is the caller's own: it keeps its dots, but a control character in it is shown.
    rows = [
        (catalogue.text("label.sender"), harmless(mailbox(message.sender))),
        (catalogue.text("label.subject"), harmless(message.subject.subject or "")),
        (catalogue.text("label.file"), visible(judged.path)),
    ]
    column = max(columns(name) for name, _ in rows) + 2
    lines = []
    for name, value in rows:
        if value:
            lead = name + " " * (column - columns(name))
            shown = wrap(cut(value, ENVELOPE_LINES * (width - column) - 1), width, lead, " " * column)
            lines += [style.paint(name, "2") + shown[0].removeprefix(name), *shown[1:]]
    return lines


def _heading(text: str, style: Style, width: int) -> list[str]:
    return ["", *(style.paint(part, "1") for part in wrap(text, width))]


def _flag(number: int, reason: Reason, catalogue: Catalogue, style: Style, width: int) -> list[str]:
    finding = reason.finding
    lead = f"{number:3d} "
    severity = catalogue.text(f"severity.{finding.severity}")
    # Wrapped without colour first: escape sequences take no columns.
    lines = wrap(f"[{severity}] {sentence(finding, catalogue)}", width, lead, "    ")
    lines[0] = lines[0].replace(
        f"[{severity}]", style.paint(f"[{severity}]", _SEVERITY_COLOURS[finding.severity]), 1
    )
    quoted = shows_snippet(finding, catalogue)
    found = distinct(finding.evidence)
    for index, evidence in enumerate(found[:EVIDENCE_SHOWN]):
        where = catalogue.text(place(evidence.field))
        shown = where if quoted and not index else f"{where}: “{snippet(evidence)}”"
        lines += [style.paint(part, "2") for part in wrap(shown, width, "    └ ", "      ")]
    more = len(found) - EVIDENCE_SHOWN
    if more > 0:
        lines += [style.paint(f"    └ {catalogue.text('label.more_flags', count=more)}", "2")]
    return lines


def _files(judged: Judged, catalogue: Catalogue, style: Style, width: int) -> list[str]:
    """What is in the files, where there is more to one than itself."""
    if not judged.trees:
        return []
    from unhook.report import inside

    told = [tree for tree in judged.trees if inside.worth_telling(tree)]
    if not told:
        return []
    lines = _heading(catalogue.text("heading.files"), style, width)
    for tree in told:
        drawn = inside.lines(tree, width - 2)
        lines += ["  " + line for line in drawn[:FILE_LINES]]
        if len(drawn) > FILE_LINES:
            lines.append(f"  … {catalogue.text('label.more_flags', count=len(drawn) - FILE_LINES)}")
    return lines


def _list(section: str, items: list[str], catalogue: Catalogue, style: Style, width: int) -> list[str]:
    if not items:
        return []
    lines = _heading(catalogue.text(f"heading.{section}"), style, width)
    for item in items:
        lines += wrap(item, width, "  • ", "    ")
    return lines


def _after(judged: Judged, catalogue: Catalogue, style: Style, width: int) -> list[str]:
    # Somebody whose mail is clean has not fallen for it; the steps stay in the other formats.
    if judged.verdict.level == "clean" or not judged.verdict.advice.after:
        return []
    lines = _heading(catalogue.text("heading.after"), style, width)
    for event, steps in judged.verdict.advice.after:
        lines += wrap(f"{catalogue.text(f'after.{event}')}:", width, "  ", "  ")
        for number, key in enumerate(steps, 1):
            lines += wrap(catalogue.text(f"advice.{key}"), width, f"   {number:2d} ", "      ")
    return lines

"""A finding in a person's words: its sentence, and where it stands."""

import re
from collections.abc import Sequence

from unhook.catalogue import Catalogue, fill
from unhook.message.model import Mailbox
from unhook.report.defang import defang, visible
from unhook.report.judged import Judged
from unhook.rules.finding import Evidence, Finding

_PLACES = (
    ("subject", "subject"),
    ("sender.display_name", "sender_name"),
    ("sender", "sender"),
    ("recipients", "recipients"),
    ("mailbox", "recipients"),
    ("headers.reply_to", "reply_to"),
    ("headers.return_path", "return_path"),
    ("headers.auth_summary", "authentication"),
    ("headers", "headers"),
    ("body.previous_threads", "thread"),
    ("body.html.hidden_text", "hidden"),
    ("body.html.inner_text", "hidden"),
    ("body.html.raw", "html"),
    ("attachments", "attachment"),
    ("body", "body"),
)
# Limits on how much of a text patterns read.
_LENGTHS = frozenset({"rule_text_chars", "rule_source_chars"})
_LINK = re.compile(r"^body\.(?:\w+(?:\[\d+\])?\.)*links\b")


def verdict_sentence(judged: Judged, catalogue: Catalogue) -> str:
    """The verdict in one sentence, that of its first attack type where there is one."""
    kinds = (*judged.verdict.attack_types, "weak" if judged.weak else "general")
    return catalogue.text(f"verdict.{judged.verdict.level}.{kinds[0]}")


def level_name(judged: Judged, catalogue: Catalogue) -> str:
    """The verdict in a word or two."""
    return catalogue.text("level.weak" if judged.weak else f"level.{judged.verdict.level}")


def flags_heading(judged: Judged, catalogue: Catalogue) -> str:
    """What the list of flags is called."""
    return catalogue.text("heading.weak" if judged.weak else "heading.flags")


def flags_count(judged: Judged, catalogue: Catalogue) -> str:
    """How many flags there are."""
    return catalogue.text("label.weak_count" if judged.weak else "label.flags_count", count=len(judged.flags))


def sentence(finding: Finding, catalogue: Catalogue) -> str:
    """The finding's sentence with its first snippet in place, fit for a screen."""
    return fill(
        _template(finding, catalogue), snippet=snippet(finding.evidence[0]) if finding.evidence else ""
    )


def shows_snippet(finding: Finding, catalogue: Catalogue) -> bool:
    """Whether the sentence itself quotes the first evidence."""
    return "{snippet}" in _template(finding, catalogue)


def _template(finding: Finding, catalogue: Catalogue) -> str:
    """A rule brings its sentences along; those of Unhook itself stand in the catalogues."""
    key = f"finding.{finding.sentence}"
    own = catalogue.text(key) if not finding.sentences and catalogue.has(key) else ""
    return own or catalogue.choose(finding.sentences, finding.name or finding.rule)


def snippet(evidence: Evidence) -> str:
    """The evidence's text, visible and, file names apart, defanged."""
    text = evidence.snippet
    return visible(text if evidence.field.startswith("attachments") else defang(text))


def distinct(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence without what would read the same: same kind of place, same text."""
    return tuple({(place(item.field), item.snippet): item for item in reversed(evidence)}.values())[::-1]


def place(field: str) -> str:
    """The catalogue key (`where.<...>`) of the place that a model path names."""
    if _LINK.match(field):
        return "where.link"
    return next((f"where.{name}" for prefix, name in _PLACES if field.startswith(prefix)), "where.mail")


def mailbox(value: Mailbox) -> str:
    """A mailbox as people write it: name and address in angle brackets."""
    address = value.email.email
    if not value.display_name:
        return address
    return f"{value.display_name} <{address}>" if address else value.display_name


def gap(name: str, catalogue: Catalogue) -> str:
    """Why the analysis is incomplete, as a sentence."""
    code, colon, detail = name.partition(": ")
    if code == "analysis-failed":
        return catalogue.text("incomplete.failed", name=visible(detail if colon else code))
    if colon and catalogue.has(f"incomplete.{code}"):
        return catalogue.text(f"incomplete.{code}", name=visible(detail))
    kind = "long" if name in _LENGTHS else "defect" if "-" in code else "general"
    return catalogue.text(f"incomplete.{kind}", name=visible(name))


def percent(judged: Judged) -> int:
    """The score in whole per cent; 100 and 0 are left to certainty, which no score has."""
    return min(99, max(1, round(judged.verdict.score * 100)))

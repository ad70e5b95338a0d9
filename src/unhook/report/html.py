"""The report as one self-contained page: no script, nothing loaded, light and dark, wide and narrow."""

from unhook.catalogue import Catalogue
from unhook.report import mail_view, page, places
from unhook.report.defang import harmless, visible
from unhook.report.facts import badges, sections
from unhook.report.judged import Judged
from unhook.report.markup import Markup, element, join, listed
from unhook.report.page import card
from unhook.report.places import Places
from unhook.report.wording import (
    distinct,
    flags_count,
    flags_heading,
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
from unhook.rules.finding import Evidence
from unhook.verdict.model import Reason
from unhook.version import VERSION

EVIDENCE_SHOWN = 5
PEOPLE_SHOWN = 20
TITLE_SHOWN = 150
VALUE_SHOWN = 1000
_FRAMED = """body.framed { background: transparent; }
main.framed { max-width: none; padding: 0; }
main.framed aside.card { position: static; max-height: none; }
"""
_SYMBOLS = {"malicious": "✕", "suspicious": "!", "clean": "✓", "incomplete": "?"}


def render(judged: Judged, catalogue: Catalogue) -> str:
    """The page as HTML text; every string from the mail is escaped and defanged."""
    found = places.of(judged)
    level = level_name(judged, catalogue)
    main = element(
        "main",
        _advice(judged, catalogue),
        element("div", _mail(judged, found, catalogue), _flags(judged, catalogue), kind="beside"),
        _after(judged, catalogue),
        element("div", *sections(judged, found, catalogue), kind="facts"),
    )
    footer = element("footer", catalogue.text("label.made_by", version=VERSION))
    return page.document(
        f"{level}: {harmless(judged.message.subject.subject or '')[:TITLE_SHOWN]}",
        element("body", _verdict(judged, catalogue), main, footer, kind=judged.verdict.level),
        language=catalogue.tag,
        direction=catalogue.direction,
    )


def inside(judged: Judged, catalogue: Catalogue) -> str:
    """The marked mail, its red flags and the facts alone: a page for a frame whose owner says the rest."""
    found = places.of(judged)
    main = element(
        "main",
        element("div", _mail(judged, found, catalogue), _flags(judged, catalogue), kind="beside"),
        element("div", *sections(judged, found, catalogue), kind="facts"),
        kind="framed",
    )
    return page.document(
        catalogue.text("heading.mail"),
        element("body", main, kind=f"{judged.verdict.level} framed"),
        language=catalogue.tag,
        direction=catalogue.direction,
        style=_FRAMED,
    )


def _verdict(judged: Judged, catalogue: Catalogue) -> Markup:
    verdict = judged.verdict
    # Of a mail that was not looked at to the end, no figure would be honest.
    risk = [] if verdict.level == "incomplete" else [catalogue.text("label.score", percent=percent(judged))]
    chips = [
        *risk,
        *(catalogue.text(f"attack.{name}") for name in verdict.attack_types),
        flags_count(judged, catalogue),
    ]
    symbol = element("span", _SYMBOLS[verdict.level], kind="symbol", aria_hidden="true")
    said = element(
        "div",
        element("p", level_name(judged, catalogue), kind="level"),
        element("h1", verdict_sentence(judged, catalogue)),
        listed("ul", chips, kind="chips"),
    )
    return element("header", element("div", symbol, said, kind="inner"), kind="verdict")


def _advice(judged: Judged, catalogue: Catalogue) -> Markup:
    advice = judged.verdict.advice
    groups = {"avoid": advice.avoid, "do": advice.do, "verify": advice.verify, "tell": advice.tell}
    cards = [
        card(catalogue.text(f"heading.{name}"), _steps(keys, catalogue, "ul"), kind=f"advice {name}")
        for name, keys in groups.items()
        if keys
    ]
    if judged.verdict.incomplete:
        gaps = listed("ul", [gap(name, catalogue) for name in judged.verdict.incomplete])
        cards.append(card(catalogue.text("heading.incomplete"), gaps, kind="advice gaps"))
    return element("div", *cards, kind="advices")


def _after(judged: Judged, catalogue: Catalogue) -> Markup:
    cases = [
        element(
            "details", element("summary", catalogue.text(f"after.{event}")), _steps(steps, catalogue, "ol")
        )
        for event, steps in judged.verdict.advice.after
    ]
    return card(catalogue.text("heading.after"), *cases) if cases else Markup()


def _steps(keys: tuple[str, ...], catalogue: Catalogue, kind: str) -> Markup:
    return listed(kind, [catalogue.text(f"advice.{key}") for key in keys])


def _mail(judged: Judged, found: Places, catalogue: Catalogue) -> Markup:
    message = judged.message
    headers = message.headers
    people = (*message.recipients.to, *message.recipients.cc)[:PEOPLE_SHOWN]
    rows = {
        "sender": mailbox(message.sender),
        "recipient": ", ".join(map(mailbox, people)),
        "reply_to": ", ".join(map(mailbox, headers.reply_to[:PEOPLE_SHOWN])),
        "return_path": headers.return_path.email if headers.return_path else "",
        "subject": message.subject.subject or "",
        "date": headers.date.isoformat(sep=" ", timespec="minutes") if headers.date else "",
    }
    # Reply-To and Return-Path are machinery: shown where they matter.
    always = rows.keys() - {"reply_to", "return_path"}
    envelope = [
        _row(name, value, found, judged, catalogue)
        for name, value in rows.items()
        if found.row(name) or (value and name in always)
    ]
    paper = mail_view.render(message.body, found.body, catalogue)
    return card(
        catalogue.text("heading.mail"),
        element("p", catalogue.text("heading.mail_note"), kind="note"),
        element("dl", *envelope, kind="envelope"),
        element(
            "div",
            paper,
            kind="paper",
            dir="auto",
            tabindex="0",
            role="region",
            aria_label=catalogue.text("heading.mail"),
        ),
        kind="mail",
    )


def _row(name: str, value: str, found: Places, judged: Judged, catalogue: Catalogue) -> Markup:
    shown = element("bdi", harmless(value)[:VALUE_SHOWN])
    if numbers := found.row(name):
        # A flag that also stands in the text is read there; its number here is enough.
        notes = [
            element("p", _said(judged.flags[number - 1], catalogue), kind="beside-note")
            for number in numbers
            if found.only_in_rows(number)
        ]
        shown = join([badges(numbers, catalogue), element("mark", shown), *notes])
    return element("div", element("dt", catalogue.text(f"label.{name}")), element("dd", shown))


def _flags(judged: Judged, catalogue: Catalogue) -> Markup:
    parts = []
    if judged.flags:
        flags = [_flag(number, reason, catalogue) for number, reason in enumerate(judged.flags, 1)]
        parts += [element("h2", flags_heading(judged, catalogue)), element("ol", *flags, kind="flags")]
    if judged.honest:
        honest = listed("ul", [_said(reason, catalogue) for reason in judged.honest])
        parts += [element("h2", catalogue.text("heading.honest")), honest]
    # It scrolls by itself beside a long mail: whoever has only a keyboard must be able to get into it.
    label = flags_heading(judged, catalogue) if judged.flags else catalogue.text("heading.honest")
    return element("aside", *parts, kind="card", tabindex="0", aria_label=label) if parts else Markup()


def _flag(number: int, reason: Reason, catalogue: Catalogue) -> Markup:
    finding = reason.finding
    severity = element(
        "span", catalogue.text(f"severity.{finding.severity}"), kind=f"severity {finding.severity}"
    )
    quoted = shows_snippet(finding, catalogue)
    evidence = [
        _evidence(item, catalogue, quote=index > 0 or not quoted)
        for index, item in enumerate(distinct(finding.evidence)[:EVIDENCE_SHOWN])
    ]
    assumed = f" · {catalogue.text('label.assumed')}" if finding.assumed else ""
    said = element(
        "div",
        element("p", _said(reason, catalogue), kind="said"),
        element("p", severity, " ", element("code", visible(finding.rule)), assumed, kind="rule"),
        listed("ul", evidence, kind="evidence") if evidence else Markup(),
    )
    return element(
        "li", element("span", str(number), kind="number", aria_hidden="true"), said, id=f"flag-{number}"
    )


def _evidence(evidence: Evidence, catalogue: Catalogue, quote: bool) -> Markup:
    where = catalogue.text(place(evidence.field))
    return join([f"{where}: ", element("q", element("bdi", snippet(evidence)))] if quote else [where])


def _said(reason: Reason, catalogue: Catalogue) -> Markup:
    said = sentence(reason.finding, catalogue)
    if catalogue.tag in reason.finding.sentences:
        return join([said])
    return element("span", said, lang="en", dir="ltr")

"""What was seen of a page, as lines for a terminal and as JSON values."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from unhook.catalogue import Catalogue
from unhook.pages.source.model import Evidence, PageReport, Reason, Verdict
from unhook.report.defang import harmless, visible

PLACES_SHOWN = 3
LISTED = 8
VALUE_SHOWN = 200


def lines(report: PageReport, catalogue: Catalogue, width: int, *, opened: bool = False) -> list[str]:
    """The verdict in a sentence, the reasons with the places that show them, what the page asks and sends.

    Everything that the page's author wrote is made harmless. `opened`: more than its source was looked at.
    """
    return wrapped(_said(report, catalogue, opened), width)


def wrapped(said: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Texts, each with its margin, as lines."""
    return [line for text, margin in said for line in _wrapped(text, margin, width)]


def _said(report: PageReport, catalogue: Catalogue, opened: bool) -> Iterator[tuple[str, str]]:
    saved = report.saved
    level = catalogue.text(f"page.level.{report.verdict}")
    yield f"{visible(saved.name or '-')}  {level}", ""
    yield verdict(report.verdict, catalogue, opened=opened), ""
    if saved.url is not None:
        label = "found" if saved.where == "recorded" else "said"
        where = catalogue.text("page.label.found")
        said = f" ({catalogue.text('page.label.said')})" if label == "said" else ""
        yield f"{where}: {harmless(saved.url)[:VALUE_SHOWN]}{said}", "  "
    for reason in report.reasons:
        yield f"{_MARKS[reason.verdict]} {sentence(reason, catalogue)}", "  "
        for each in reason.evidence[:PLACES_SHOWN]:
            yield f"{_place(each)} {harmless(each.snippet)[:VALUE_SHOWN]}", "      "
    listed = {
        "shows": [f"{shown.brand.name} ({shown.where})" for shown in report.shown],
        "asks": [f"{asked.kind} {harmless(asked.name)}".strip() for asked in report.asked],
        "sends": [
            f"{sent.channel} {harmless(sent.url)[:VALUE_SHOWN]}"
            for sent in report.sent
            if sent.url is not None
        ],
        "see": [f"{sign.name}" for sign in report.signs],
    }
    for label, values in listed.items():
        if values:
            yield f"{catalogue.text(f'page.label.{label}')}: {_short_list(values)}", "  "


def verdict(level: Verdict, catalogue: Catalogue, *, opened: bool) -> str:
    """The verdict in a sentence."""
    unknown = opened and level == "inconclusive"
    return catalogue.text("page.verdict.opened-inconclusive" if unknown else f"page.verdict.{level}")


_MARKS = {"malicious": "!!", "suspicious": "! ", "benign-home-realm": "+ ", "inconclusive": "? "}


def sentence(reason: Reason, catalogue: Catalogue) -> str:
    """A reason in the reader's language; what the page's author wrote is made harmless."""
    values = {name: harmless(value)[:VALUE_SHOWN] for name, value in reason.values.items()}
    return catalogue.text(f"page.reason.{reason.key}", **values)


def _place(evidence: Evidence) -> str:
    return f"[{evidence.part}:{evidence.span[0]}]" if evidence.span else f"[{evidence.part}]"


def _short_list(values: Sequence[str]) -> str:
    once = list(dict.fromkeys(values))
    more = f" (+{len(once) - LISTED})" if len(once) > LISTED else ""
    return ", ".join(once[:LISTED]) + more


def _wrapped(text: str, margin: str, width: int) -> list[str]:
    return wrap(text, max(40, width), initial_indent=margin, subsequent_indent=margin + "   ") or [margin]


def as_dict(report: PageReport, catalogue: Catalogue) -> dict[str, Any]:
    """The public shape: `name`, `url`, `where`, `verdict`, `sure`, `sentence`, `brand`, `reasons`, `shown`,
    `asked`, `sent`, `signs`, `title`, `status`, `redirects`, `login`, `challenged`, `reached`.

    Values are exact, not defanged: programs compare them. `span` counts characters of the document that
    `part` names.
    """
    saved, brand = report.saved, report.brand
    return {
        "name": saved.name,
        "url": saved.url,
        "where": saved.where if saved.url else None,
        "status": saved.status,
        "redirects": list(saved.redirects),
        "title": report.title,
        "verdict": report.verdict,
        "sure": report.sure,
        "sentence": catalogue.text(f"page.verdict.{report.verdict}"),
        "brand": brand.brand.name if brand else None,
        "login": report.login,
        "challenged": report.challenged,
        "reasons": [
            {
                "reason": reason.key,
                "verdict": reason.verdict,
                "sentence": sentence(reason, catalogue),
                "evidence": [_evidence(each) for each in reason.evidence],
            }
            for reason in report.reasons
        ],
        "shown": [
            {"brand": each.brand.name, "where": each.where, "text": each.text, "strong": each.strong,
             "evidence": _evidence(each.evidence)}
            for each in report.shown
        ],
        "asked": [
            {"kind": each.kind, "name": each.name, "evidence": _evidence(each.evidence)}
            for each in report.asked
        ],
        "sent": [
            {"channel": each.channel, "url": each.url, "host": each.host, "credential": each.credential,
             "evidence": _evidence(each.evidence)}
            for each in report.sent
        ],
        "signs": [
            {"name": each.name, "detail": each.detail, "evidence": _evidence(each.evidence)}
            for each in report.signs
        ],
        "reached": list(report.reached),
    }  # fmt: skip


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "part": evidence.part,
        "span": list(evidence.span) if evidence.span else None,
        "snippet": evidence.snippet,
    }

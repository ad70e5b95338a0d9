"""What is known of the pages behind a mail's links: as lines, as JSON values, and as indicators."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from unhook.catalogue import Catalogue
from unhook.indicators.pages import of as of_pages
from unhook.pages.looked import Looked
from unhook.report.defang import harmless
from unhook.report.judged import Judged
from unhook.report.looked import sentence, verdict
from unhook.verdict.change import Change

if TYPE_CHECKING:
    from unhook.pages.flow.following import Followed
    from unhook.pages.flow.gate import Decision

URL_SHOWN = 200
REASONS_SHOWN = 3
_KINDS = {"host": "domain"}


def pages(judged: Judged) -> Iterator[tuple[Looked, tuple[int, ...]]]:
    """Each page once, with the numbers of the links that lead to it."""
    links: dict[int, list[int]] = {}
    for number, looked in judged.pages.items():
        links.setdefault(id(looked), []).append(number)
    for numbers in links.values():
        yield judged.pages[numbers[0]], tuple(numbers)


def lines(judged: Judged, catalogue: Catalogue) -> list[str]:
    """A line for each page, made harmless: where it is, and what it is, and why."""
    found = []
    for looked, _ in pages(judged):
        said = verdict(looked.verdict, catalogue, opened=looked.probe is not None)
        why = [sentence(reason, catalogue) for reason in looked.reasons if reason.verdict == looked.verdict]
        where = harmless(looked.saved.url or "")[:URL_SHOWN]
        text = catalogue.text("label.page_behind", url=f"\u2068{where}\u2069", verdict=said)
        found.append(" ".join([text, *why[:REASONS_SHOWN]]))
    return found


def as_dict(judged: Judged) -> dict[str, Any]:
    """The keys `pages`, `indicators`, `change` and `links` of a report, those about which something is known.

    `indicators`: addresses of pages that take passwords (`credential-page`), those that lead there
    (`leads-there`), and hosts that get what is typed (`receiver`). Values are exact, not defanged.
    """
    found: dict[str, Any] = {}
    if judged.pages:
        found["pages"] = [_page(looked, links) for looked, links in pages(judged)]
        found["indicators"] = indicators(judged)
    if judged.change is not None:
        found["change"] = _change(judged.change)
    if judged.followed is not None:
        found["links"] = [_link(each, judged.followed) for each in judged.followed.decisions]
    return found


def _link(decision: "Decision", followed: "Followed") -> Mapping[str, Any]:
    known = followed.known.get(decision.url)
    return {
        "link": decision.link,
        "url": decision.url,
        "decision": decision.reason,
        "detail": decision.detail,
        "opened": decision.opens and known is not None,
        "refusal": known.refusal if known is not None else None,
    }


def indicators(judged: Judged) -> list[dict[str, str]]:
    """What to look for elsewhere: of every page that is certainly a trap for passwords."""
    return [
        {
            "type": _KINDS.get(each.kind, each.kind),
            "value": each.value,
            "role": each.role,
            "brand": each.brand,
        }
        for each in of_pages(pages(judged), judged.message)
    ]


def _page(looked: Looked, links: tuple[int, ...]) -> Mapping[str, Any]:
    return {
        "links": list(links),
        "url": looked.saved.url,
        "redirects": list(looked.saved.redirects),
        "status": looked.saved.status,
        "verdict": looked.verdict,
        "sure": looked.sure,
        "brand": looked.brand.brand.name if looked.brand else None,
        "login": looked.login,
        "challenged": looked.challenged,
        "adapts": looked.probe.adapts if looked.probe else None,
        "unopened": looked.unopened or None,
        "reasons": [reason.key for reason in looked.reasons],
    }


def _change(change: Change) -> Mapping[str, Any]:
    return {
        "before": change.before.level,
        "score_before": round(change.before.score, 6),
        "changed": change.changed,
        "new": [reason.finding.rule for reason in change.new],
    }

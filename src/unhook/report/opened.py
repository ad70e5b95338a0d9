"""What several people saw of a page, as lines for a terminal and as JSON values."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from unhook.catalogue import Catalogue
from unhook.pages.flow.model import Known
from unhook.pages.live.model import Attempt
from unhook.pages.looked import Looked
from unhook.pages.probe.model import Posting, ProbeReport, View, Went
from unhook.pages.source.model import PageReport
from unhook.report import looked as source
from unhook.report.defang import harmless, visible


def lines(looked: Looked, catalogue: Catalogue, width: int) -> list[str]:
    """The verdict and reasons of both, what the source shows, then each view, and where a password went."""
    told = source.lines(_together(looked), catalogue, width, opened=looked.probe is not None)
    return told + source.wrapped(_views(looked, catalogue), width)


def _views(looked: Looked, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    if looked.probe is None:
        if looked.unopened:
            yield f"{catalogue.text('page.label.unopened')}: {visible(looked.unopened)}", "  "
        return
    label = catalogue.text("page.label.score")
    yield f"{label}: {looked.probe.score:.0%}", "  "
    for view in looked.probe.views:
        if not view.identity.repeat:
            who = catalogue.text(f"page.who.{view.identity.letter}")
            yield f"{catalogue.text('page.label.opened', who=who)}: {_seen(view, catalogue)}", "  "
    for posting in dict.fromkeys(_told(posting) for _, posting in looked.probe.postings if posting.secret):
        yield f"{catalogue.text('page.label.posted')}: {posting}", "  "


def _seen(view: View, catalogue: Catalogue) -> str:
    if view.fault is not None:
        return view.fault
    title = f'"{harmless(view.title)[: source.VALUE_SHOWN]}"' if view.title else '""'
    told = [title]
    if view.brand is not None:
        told.append(f"{catalogue.text('page.label.shows')} {view.brand.brand.name}")
    if view.fields:
        kinds = ", ".join(dict.fromkeys(field.kind for field in view.fields))
        told.append(f"{catalogue.text('page.label.asks')} {kinds}")
    return "; ".join(told)


def _told(posting: Posting) -> str:
    went = ", ".join(f"{each.what} ({each.encoding})" for each in posting.went)
    place = f"https://{posting.host}{posting.path}"
    return f"{posting.way} {harmless(place)[: source.VALUE_SHOWN]}: {went}"


def as_dict(looked: Looked, catalogue: Catalogue, known: Known | None = None) -> dict[str, Any]:
    """The shape of `looked.as_dict` with the verdict and reasons of both, and `source_verdict`, `unopened`
    and `probe`: null where the page was not opened. `requests`: all that were made to the web for it
    (`known`), null where none could be. Screenshots are left out; values are exact, not defanged.
    """
    document = source.as_dict(_together(looked), catalogue)
    opened = looked.probe is not None
    return {
        **document,
        "sentence": source.verdict(looked.verdict, catalogue, opened=opened),
        "source_verdict": looked.page.verdict,
        "unopened": looked.unopened or None,
        "probe": _probe(looked.probe) if looked.probe is not None else None,
        "requests": None if known is None else list(map(_attempt, known.attempts)),
    }


def refused_as_dict(known: Known) -> dict[str, Any]:
    """A page on the web that did not come: `url` as asked, `refusal` by name with its `detail`, and the
    `requests` made for it.
    """
    return {
        "url": known.address,
        "verdict": "inconclusive",
        "refusal": known.refusal,
        "detail": known.detail,
        "requests": list(map(_attempt, known.attempts)),
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "url": attempt.request.url,
        "method": attempt.request.method,
        "kind": attempt.request.kind,
        "refusal": attempt.refusal,
        "detail": attempt.detail,
        "address": attempt.address,
        "status": attempt.status,
        "size": attempt.size,
        "cut": attempt.cut,
        "download": attempt.download,
    }


def _together(looked: Looked) -> PageReport:
    return replace(looked.page, verdict=looked.verdict, sure=looked.sure, reasons=looked.reasons,
                   brand=looked.brand, challenged=looked.challenged)  # fmt: skip


def _probe(probe: ProbeReport) -> dict[str, Any]:
    return {
        "start": probe.start,
        "reach": probe.reach,
        "verdict": probe.verdict,
        "sure": probe.sure,
        "adapts": probe.adapts,
        "alike": probe.alike,
        "score": probe.score,
        "seconds": round(probe.seconds, 3),
        "login": probe.login,
        "host": probe.host and {"name": probe.host.name, "hosting": probe.host.hosting,
                                "owner": probe.host.owner and probe.host.owner.name},
        "carried": [
            {"address": each.address, "encoding": each.encoding, "place": each.place}
            for each in probe.carried
        ],
        "differences": [
            {"feature": each.feature, "across": each.across, "repeat": each.repeat,
             "values": dict(each.values)}
            for each in probe.differences
        ],
        "views": [_view(view) for view in probe.views],
        "reached": list(probe.reached),
    }  # fmt: skip


def _view(view: View) -> dict[str, Any]:
    return {
        "identity": view.identity.key,
        "address": view.identity.address,
        "asked": view.asked,
        "url": view.url,
        "status": view.status,
        "title": view.title,
        "brand": view.brand and view.brand.brand.name,
        "own_name": view.own_name,
        "fields": [{"kind": each.kind, "name": each.name} for each in view.fields],
        "favicon": view.favicon,
        "picture": view.picture,
        "look": None if view.look is None else f"{view.look:016x}",
        "hosts": list(view.hosts),
        "typed": view.typed,
        "refused": view.refused,
        "unheard": list(view.unheard),
        "challenged": view.challenged,
        "fault": view.fault,
        "questions": [
            {"kind": each.kind, "url": each.url, "shown": each.shown} for each in view.questions
        ],
        "postings": [
            {"way": each.way, "method": each.method, "url": each.url, "host": each.host, "path": each.path,
             "attempt": each.attempt, "went": list(map(_went, each.went))}
            for each in view.postings
        ],
        "requests": [
            {"url": each.url, "method": each.method, "kind": each.kind, "answered": each.answered,
             "withheld": each.withheld, "tested": each.tested, "went": list(map(_went, each.went))}
            for each in view.requests
        ],
        "reached": list(view.reached),
    }  # fmt: skip


def _went(went: Went) -> dict[str, str]:
    return {"what": went.what, "field": went.field, "encoding": went.encoding}

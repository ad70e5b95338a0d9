"""What of that which was typed went where, and how: from the requests made after the network was gone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from unhook.brands.registry import Brands
from unhook.links import url
from unhook.pages.broker import Request
from unhook.pages.probe import traces
from unhook.pages.probe.canaries import Canary
from unhook.pages.probe.model import Posting, View, Way, Went
from unhook.pages.served import stands_at
from unhook.pages.source import owning

ORDINARY: tuple[Way, ...] = ("form", "fetch", "xhr")
"""Ways in which honest pages send a password to whoever runs their sign-in."""

_WAYS: dict[str, Way] = {
    "fetch": "fetch", "xhr": "xhr", "ping": "beacon", "beacon": "beacon", "image": "image",
    "websocket": "websocket", "eventsource": "event-source", "script": "script",
}  # fmt: skip


def of(requests: Sequence[Request], attempts: Sequence[Sequence[Canary]]) -> tuple[Posting, ...]:
    """What was sent off of the canaries of all attempts, in order, each way once an attempt."""
    found: list[Posting] = []
    for request in requests:
        text = traces.payload(request)
        went = [traces.of_canaries(text, canaries) for canaries in attempts]
        if any(went):
            # What is typed the same each time does not tell which time it was.
            best = max(range(len(went)), key=lambda at: len(went[at]))
            found.append(replace(posting(request, went[best]), attempt=best + 1))
    whole = {(each.attempt, one.field) for each in found for one in each.went}
    for number, canaries in enumerate(attempts, 1):
        rest = [canary for canary in canaries if (number, canary.field) not in whole]
        for group in _places(requests):
            pieces = traces.in_pieces([traces.payload(request) for request in group], rest)
            if pieces:
                found.append(replace(posting(group[-1], pieces), attempt=number))
    return tuple(dict.fromkeys(found))


def keeps_secrets(view: View) -> bool:
    """Whether the page sent off what was typed, all of it in an ordinary way to a host of its own. Where
    other people put pages, nothing is one's own.
    """
    secrets = [posting for posting in view.postings if posting.secret]
    here = view.host
    if here is None or here.hosting or not secrets:
        return False
    hosts = [owning.of(stands_at(posting.url), Brands(())) for posting in secrets]
    ordinary = all(posting.way in ORDINARY for posting in secrets)
    return ordinary and all(host is not None and host.same_site(here) for host in hosts)


def posting(request: Request, went: tuple[Went, ...]) -> Posting:
    """A request by which something went."""
    parsed = url.parse(request.url)
    host = parsed.host_name if parsed is not None else ""
    return Posting(_way(request), request.method, request.url, host, (parsed and parsed.path) or "/", went)


def _way(request: Request) -> Way:
    if not request.navigation:
        return _WAYS.get(request.kind, "other")
    # A form that is sent by GET looks like a link that is followed, but for its query.
    typed = request.headers.get("content-type", "")
    sends = request.method == "POST" or "form" in typed
    return "form" if sends or "?" in request.url else "frame" if request.kind == "iframe" else "navigation"


def _places(requests: Iterable[Request]) -> Iterable[list[Request]]:
    groups: dict[tuple[str, str, str], list[Request]] = {}
    for request in requests:
        place = (request.method, request.kind, request.url.partition("?")[0])
        groups.setdefault(place, []).append(request)
    return groups.values()

"""The indicators of pages that somebody looked at: of those alone that are certainly a trap for passwords."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from unhook.indicators.model import Indicator, Kind, Role
from unhook.message.model import Message
from unhook.pages.addressing import absolute
from unhook.pages.looked import Looked

_CONFIDENCE = {"high": 95, "medium": 85, "low": 75}


def of(
    pages: Iterable[tuple[Looked, tuple[int, ...]]],
    message: Message | None = None,
    at: datetime | None = None,
) -> tuple[Indicator, ...]:
    """The indicators of pages, each with the numbers of the message's links that lead to it, in the order
    in which they were found. `at`: when they were looked at.

    Addresses are exact, whomever they carry; `spared.may_leave` says which may be told to others.
    """
    found: dict[tuple[Kind, str, Role], Indicator] = {}
    for looked, links in pages:
        if looked.verdict != "malicious" or not looked.login:
            continue
        brand = looked.brand.brand.name if looked.brand else ""
        sure = _CONFIDENCE[looked.sure]
        for kind, value, role in _of_page(looked, links, message):
            found.setdefault((kind, value, role), Indicator(kind, value, role, sure, brand, at, at))
    return tuple(found.values())


def _of_page(
    looked: Looked, links: tuple[int, ...], message: Message | None
) -> Iterator[tuple[Kind, str, Role]]:
    if looked.saved.url:
        yield "url", looked.saved.url, "credential-page"
    for address in looked.saved.redirects:
        yield "url", address, "leads-there"
    for number in links:
        target = message.body.links[number].target_url if message is not None else None
        if target is not None and absolute(target) != looked.saved.url:
            yield "url", absolute(target), "leads-there"
    posted = looked.probe.postings if looked.probe else ()
    for host in (
        *(sent.host for sent in looked.page.sent if sent.credential),
        *(posting.host for _, posting in posted if posting.secret),
    ):
        if host:
            yield "host", host, "receiver"

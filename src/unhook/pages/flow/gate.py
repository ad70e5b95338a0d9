"""Which links of a mail deserve a look at their pages, and which must never be opened; each with its reason.

Some links act as soon as they are opened, whoever opens them. Unsubscribing is left alone in any mail; all
other deeds are where the link is the sender's own and nothing disproves the sender: there such links work.
A sender who poses as somebody else is no first party.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from unhook.brands import claims, registry
from unhook.brands.registry import Brands
from unhook.context import Looking
from unhook.limits import FLOW, FlowLimits
from unhook.links import affiliation, carried, domain, services
from unhook.links.model import Url
from unhook.message.mime.layout import extension
from unhook.message.model import Link, Message
from unhook.mql.library.header import sender_is_proven
from unhook.mql.library.link import mailboxes, sender_domains
from unhook.pages import tables
from unhook.pages.addressing import absolute
from unhook.pages.flow import cluster, wording
from unhook.pages.live import addresses, destination
from unhook.pages.live.model import RefusedError
from unhook.pages.source import owning

Reason = Literal[
    "not-clicked", "scheme", "host", "port", "private-host", "denied", "not-allowed",
    "picture", "unsubscribe", "acts",
    "owner", "same-page", "beyond-limit",
    "carries-address", "stranger", "own",
]  # fmt: skip
OPENED: tuple[Reason, ...] = ("carries-address", "stranger", "own")
"""The reasons to look, the best first: made for this reader; not the sender's; the sender's own."""

_CLICKED = frozenset({"a", "area", "button", "v:roundrect", "text", "plain", "file", "code"})
_NAMES_INSIDE = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "onion"}
)
_BEFORE, _BEHIND = 80, 40
_UNSUBSCRIBES = "list-unsubscribe"


@dataclass(frozen=True, slots=True)
class Decision:
    """`link`: its number in the mail; `url`: what would be opened; `detail`: the deed, the owner, ..."""

    link: int
    url: str
    reason: Reason
    detail: str = ""

    @property
    def opens(self) -> bool:
        """Whether it is to be opened."""
        return self.reason in OPENED


def decide(
    message: Message, looking: Looking, brands: Brands | None = None, limits: FlowLimits = FLOW
) -> tuple[Decision, ...]:
    """A decision on every link of the mail, in its order; no more pages than `limits.links` are opened."""
    judge = _Judge(message, looking, brands or registry.load())
    decisions = [judge.decide(number, link) for number, link in enumerate(message.body.links)]
    wanted = sorted((each for each in decisions if each.opens), key=lambda each: OPENED.index(each.reason))
    first: dict[str, int] = {}
    for each in wanted:
        key = cluster.key(each.url, judge.boxes, tokens=False)
        if key in first:
            decisions[each.link] = replace(each, reason="same-page", detail=str(first[key]))
        elif len(first) == limits.links:
            decisions[each.link] = replace(each, reason="beyond-limit", detail=str(limits.links))
        else:
            first[key] = each.link
    return tuple(decisions)


class _Judge:
    def __init__(self, message: Message, looking: Looking, brands: Brands) -> None:
        self.message, self.looking, self.brands = message, looking, brands
        self.boxes: Sequence[str] = mailboxes(message)
        self.senders = sender_domains(message)
        self.left = frozenset(_unsubscribing(message))
        summary = message.headers.auth_summary
        disproved = summary.dmarc.pass_ is False or (
            summary.spf.pass_ is False and not sender_is_proven(message)
        )
        self.honest = not disproved and not any(
            each.strength == "strong" and each.brand.kind != "generic" and not each.owned_by_sender
            for each in claims.of(message, brands)
        )

    def decide(self, number: int, link: Link) -> Decision:
        url = link.target_url
        if url is None or link.visible is False or link.element not in _CLICKED:
            return Decision(number, url.url if url else "", "not-clicked", link.element)
        address = absolute(url)
        return next(self._reasons(number, address, url, link))

    def _reasons(self, number: int, address: str, url: Url, link: Link) -> Iterator[Decision]:
        try:
            host = destination.read(address, self.looking).host
        except RefusedError as refused:
            reason: Reason = refused.name  # type: ignore[assignment]
            yield Decision(number, address, reason, refused.detail)
            return
        if _inside(host):
            yield Decision(number, address, "private-host", host)
        if (extension(url.path or "") or "") in services.named("file_types_images"):
            yield Decision(number, address, "picture")
        deeds = self._deeds(url, link)
        if (
            "unsubscribe" in deeds
            or address in self.left
            or (link.href_url and link.href_url.url in self.left)
        ):
            yield Decision(number, address, "unsubscribe")
        own = url.domain is not None and affiliation.related(url.domain, self.senders, self.brands)
        if deeds and own and self.honest:
            yield Decision(number, address, "acts", deeds[0])
        owner = owning.of(address, self.brands)
        if owner is not None and owner.owner is not None and not (url.rewrite and url.rewrite.target):
            yield Decision(number, address, "owner", owner.owner.owner)
        carries = bool(carried.addresses(url, self.boxes))
        yield Decision(number, address, "carries-address" if carries else "own" if own else "stranger")

    def _deeds(self, url: Url, link: Link) -> tuple[wording.Deed, ...]:
        text = link.display_text or ""
        found = wording.said(text) + wording.written(url)
        if not found and _points(text):
            found = wording.said(self._around(link))
        return found

    def _around(self, link: Link) -> str:
        """What stands on the line before and behind a link that says nothing itself."""
        if link.text_span is None:
            return ""
        start, end = link.text_span
        text = self.message.body.text
        before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
        behind = text[end : end + _BEHIND].partition("\n")[0]
        return f"{before} {behind}"


def _inside(host: str) -> bool:
    """Whether a name or address can only be of somebody's own network."""
    address = addresses.read(host)
    if address is not None:
        return addresses.unfit(address) is not None
    return "." not in host or domain.below(host, _NAMES_INSIDE)


def _points(text: str) -> bool:
    """Whether a text says nothing; a picture without one is a button of its own, whatever stands around."""
    return "://" in text or " ".join(re.findall(r"\w+", text.casefold())) in _pointers()


@cache
def _pointers() -> frozenset[str]:
    return frozenset(tables.rows("flow", "pointers"))


def _unsubscribing(message: Message) -> Iterator[str]:
    """The addresses of List-Unsubscribe (RFC 2369)."""
    for field in message.headers.fields:
        if field.name.lower() == _UNSUBSCRIBES:
            yield from re.findall(r"<([^>]+)>", field.value)

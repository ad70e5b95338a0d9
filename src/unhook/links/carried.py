"""The recipient's address carried in a link: the sign of a page made up for each victim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from unhook.links import services
from unhook.links.mailbox_forms import MailboxForms
from unhook.links.model import Url
from unhook.links.readings import Readings, stands_in

Place = Literal["fragment", "query", "path", "userinfo", "host"]
Encoding = Literal[
    "plain",
    "percent",
    "double_percent",
    "base64",
    "hex",
    "reversed",
    "rot13",
    "md5",
    "sha1",
    "sha256",
    "local_part",
    "domain",
]

_MAILBOXES = 50
_DIGESTS: dict[int, Encoding] = {32: "md5", 40: "sha1", 64: "sha256"}


@dataclass(frozen=True, slots=True)
class Carried:
    """`address` is the mailbox as given; for `local_part` and `domain` only that part of it was seen."""

    address: str
    encoding: Encoding
    place: Place


def addresses(url: Url, mailboxes: Sequence[str]) -> tuple[Carried, ...]:
    """Find each of `mailboxes` (addr-specs, the first 50 count) in each part of `url`, at most once a part.

    The forms are those of `Encoding`; base64 may be standard or URL-safe, unpadded, and
    start anywhere in a longer token or in JSON (in lower case or as given). Signed tokens
    (JWT) are not opened. The domain alone counts only where it is neither a free mail
    provider's nor the link's own, the local part alone only as a whole value of query,
    fragment or user information: in paths it is too often a project's or a list's name.
    """
    known = [(box, MailboxForms.of(box)) for box in dict.fromkeys(mailboxes[:_MAILBOXES])]
    found = []
    for place, text in _places(url):
        readings: Readings | None = None
        decoded = unquote(unquote(text)) if "%" in text else text
        searched = (decoded.lower(), decoded.replace("-", "+").replace("_", "/"))
        for box, mailbox in known:
            if mailbox is None or not mailbox.may_stand_in(*searched):
                continue
            readings = readings or Readings(text)
            encoding = _found(readings, mailbox, place, url)
            if encoding is not None:
                found.append(Carried(box, encoding, place))
    return tuple(found)


def _places(url: Url) -> Iterator[tuple[Place, str]]:
    if url.fragment:
        yield "fragment", url.fragment
    if url.query_params:
        yield "query", url.query_params
    if url.path and len(url.path) > 1 and url.scheme not in {"mailto", "cid"}:
        yield "path", url.path
    if url.username or url.password:
        yield "userinfo", f"{url.username or ''}:{url.password or ''}"
    if url.domain is not None and url.domain.below:
        yield "host", url.domain.below


def _found(read: Readings, box: MailboxForms, place: Place, url: Url) -> Encoding | None:
    forms: tuple[tuple[Encoding, str, str], ...] = (
        ("plain", read.plain, box.whole),
        ("percent", read.percent, box.whole),
        ("double_percent", read.double_percent, box.whole),
        ("base64", read.base64, box.whole),
        ("hex", read.hex, box.whole),
        ("reversed", read.double_percent, box.whole[::-1]),
        ("rot13", read.double_percent, box.rot13),
    )
    for encoding, text, wanted in forms:
        if stands_in(text, wanted):
            return encoding
    digest = read.digests & box.digests
    if digest:
        return _DIGESTS[len(next(iter(digest)))]
    if _has_local_part(read, box.local_part, place):
        return "local_part"
    return "domain" if _has_domain(read, box.domain, place, url) else None


def _has_local_part(read: Readings, local_part: str, place: Place) -> bool:
    if place in {"path", "host"} or local_part in services.named("role_local_parts") or len(local_part) < 4:
        return False
    return local_part in read.tokens or f"{local_part}@" in read.tokens


def _has_domain(read: Readings, domain: str, place: Place, url: Url) -> bool:
    if "." not in domain:
        return False
    here = url.domain.domain if url.domain else ""
    if here == domain or here.endswith("." + domain) or domain.endswith("." + here):
        return False
    if domain in services.named("free_email_providers"):
        return False
    if place == "host":
        return f".{domain}." in f".{read.plain}." or domain.replace(".", "-") in read.plain.split(".")
    return any(stands_in(text, domain, not_after="-._@") for text in (read.double_percent, read.base64))

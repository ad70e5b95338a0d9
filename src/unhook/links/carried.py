"""The recipient's address carried in a link: the sign of a page made up for each victim."""

import base64
import binascii
import codecs
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from unhook.links import services
from unhook.links.model import Url

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
_JWT = re.compile(r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_HEX = re.compile(r"[0-9a-f]{12,}")
_DIGEST = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-f])")
_TOKEN = re.compile(r"[^/?&#=;,:|]+")
_ROLES = frozenset(
    {
        "account",
        "accounts",
        "admin",
        "billing",
        "contact",
        "customer",
        "email",
        "hello",
        "help",
        "home",
        "info",
        "invoice",
        "login",
        "mail",
        "marketing",
        "news",
        "office",
        "order",
        "orders",
        "post",
        "sales",
        "secure",
        "security",
        "service",
        "shop",
        "support",
        "team",
        "user",
        "users",
        "webmaster",
        "welcome",
    }
)
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
    start anywhere in a longer token or in JSON. Signed tokens (JWT) are not opened. The
    domain alone counts only where it is neither a free mail provider's nor the link's own.
    """
    known = [(box, _Mailbox.of(box)) for box in dict.fromkeys(mailboxes[:_MAILBOXES])]
    searched = [(box, mailbox) for box, mailbox in known if mailbox is not None]
    if not searched:
        return ()
    found = []
    for place, text in _places(url):
        views = _Views(text)
        for box, mailbox in searched:
            encoding = views.find(mailbox, place, url)
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
    if url.domain is not None and url.domain.subdomain:
        yield "host", url.domain.subdomain


@dataclass(frozen=True, slots=True)
class _Mailbox:
    """An address prepared for the search, all lower case."""

    whole: str
    local_part: str
    domain: str
    rot13: str
    digests: frozenset[str]

    @staticmethod
    @lru_cache(maxsize=256)
    def of(text: str) -> "_Mailbox | None":
        whole = text.strip().lower()
        local_part, _, domain = whole.rpartition("@")
        if not local_part or not domain:
            return None
        digests = {
            make(spelling.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
            for spelling in (whole, text.strip())
            for make in (hashlib.md5, hashlib.sha1, hashlib.sha256)
        }
        return _Mailbox(whole, local_part, domain, codecs.encode(whole, "rot13"), frozenset(digests))


class _Views:
    """One part of a URL in all the readings an address may hide in; each is made at most once."""

    def __init__(self, text: str) -> None:
        self.plain = text.lower()
        once = unquote(text)
        twice = unquote(once)
        self.percent = once.lower()
        self.double_percent = twice.lower()
        opaque = _JWT.sub("", twice)
        self.base64 = "\n".join(_base64_readings(opaque))
        self.hex = "\n".join(_hex_readings(self.percent))
        self.digests = frozenset(_DIGEST.findall(self.percent))
        self.tokens = frozenset(_TOKEN.findall(self.double_percent))

    def find(self, box: _Mailbox, place: Place, url: Url) -> Encoding | None:
        readings: tuple[tuple[Encoding, str, str], ...] = (
            ("plain", self.plain, box.whole),
            ("percent", self.percent, box.whole),
            ("double_percent", self.double_percent, box.whole),
            ("base64", self.base64, box.whole),
            ("hex", self.hex, box.whole),
            ("reversed", self.double_percent, box.whole[::-1]),
            ("rot13", self.double_percent, box.rot13),
        )
        for encoding, text, wanted in readings:
            if _stands_in(text, wanted):
                return encoding
        digest = self.digests & box.digests
        if digest:
            return _DIGESTS[len(next(iter(digest)))]
        if self._has_local_part(box.local_part, place):
            return "local_part"
        return "domain" if self._has_domain(box.domain, place, url) else None

    def _has_local_part(self, local_part: str, place: Place) -> bool:
        if local_part in _ROLES or len(local_part) < (6 if place in {"path", "host"} else 4):
            return False
        return local_part in self.tokens or f"{local_part}@" in self.tokens

    def _has_domain(self, domain: str, place: Place, url: Url) -> bool:
        here = url.domain.domain if url.domain else ""
        if here == domain or here.endswith("." + domain) or domain.endswith("." + here):
            return False
        if domain in services.named("free_email_providers"):
            return False
        if place == "host":
            return f".{domain}." in f".{self.plain}." or domain.replace(".", "-") in self.plain.split(".")
        return any(_stands_in(text, domain, not_after="-._@") for text in (self.double_percent, self.base64))


def _stands_in(text: str, wanted: str, not_after: str = "-._") -> bool:
    """Tell whether `wanted` is in `text` other than as a piece of a longer name or address."""
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before, after = text[start - 1 : start], text[end : end + 2]
        if not (
            before.isalnum() or (before and before in not_after) or after[:1].isalnum() or _goes_on(after)
        ):
            return True
        start = text.find(wanted, end)
    return False


def _goes_on(after: str) -> bool:
    return len(after) == 2 and after[0] in ".-" and after[1].isalnum()


def _base64_readings(text: str) -> Iterator[str]:
    for token in _BASE64.findall(text):
        plain = token.replace("-", "+").replace("_", "/")
        for offset in range(4):
            piece = plain[offset : offset + (len(plain) - offset) // 4 * 4] or plain[offset:]
            rest = plain[offset + len(piece) :]
            if len(rest) > 1:
                piece += rest + "=" * (4 - len(rest))
            try:
                yield base64.b64decode(piece).decode("latin-1").lower()
            except (binascii.Error, ValueError):
                continue


def _hex_readings(text: str) -> Iterator[str]:
    for token in _HEX.findall(text):
        for offset in (0, 1):
            piece = token[offset:]
            yield bytes.fromhex(piece[: len(piece) // 2 * 2]).decode("latin-1").lower()

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
    start anywhere in a longer token or in JSON (in lower case or as given). Signed tokens
    (JWT) are not opened. The domain alone counts only where it is neither a free mail
    provider's nor the link's own, the local part alone only as a whole value of query,
    fragment or user information: in paths it is too often a project's or a list's name.
    """
    known = [(box, _Mailbox.of(box)) for box in dict.fromkeys(mailboxes[:_MAILBOXES])]
    found = []
    for place, text in _places(url):
        views: _Views | None = None
        decoded = unquote(unquote(text)) if "%" in text else text
        searched = (decoded.lower(), decoded.replace("-", "+").replace("_", "/"))
        for box, mailbox in known:
            if mailbox is None or not mailbox.may_stand_in(*searched):
                continue
            views = views or _Views(text)
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
    """An address prepared for the search, lower case; `clear` and `base64` are pieces its forms must have."""

    whole: str
    local_part: str
    domain: str
    rot13: str
    digests: frozenset[str]
    clear: tuple[str, ...]
    base64: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=256)
    def of(text: str) -> "_Mailbox | None":
        written = text.strip()
        whole = written.lower()
        local_part, _, domain = whole.rpartition("@")
        if not local_part or not domain:
            return None
        spellings = {whole.encode("utf-8", "replace"), written.encode("utf-8", "replace")}
        makers = (hashlib.md5, hashlib.sha1, hashlib.sha256)
        digests = {make(each, usedforsecurity=False).hexdigest() for each in spellings for make in makers}
        rot13 = codecs.encode(whole, "rot13")
        hexadecimal = whole.encode("utf-8", "replace").hex()
        parts = (*spellings, domain.encode("utf-8", "replace"))
        opaque = {piece for part in parts if len(part) > 4 for piece in _aligned(part)}
        return _Mailbox(
            whole=whole,
            local_part=local_part,
            domain=domain,
            rot13=rot13,
            digests=frozenset(digests),
            clear=(local_part, domain, domain.replace(".", "-"), whole[::-1], rot13, hexadecimal, *digests),
            base64=tuple(opaque),
        )

    def may_stand_in(self, clear: str, opaque: str) -> bool:
        """Rule out most texts by substrings: `clear` is lower case, `opaque` in standard base64 letters."""
        return any(piece in clear for piece in self.clear) or any(piece in opaque for piece in self.base64)


def _aligned(text: bytes) -> Iterator[str]:
    """Give the letters that base64 of `text` has for certain at each of the three alignments."""
    for before in range(3):
        letters = base64.b64encode(b"\0" * before + text).decode("ascii").rstrip("=")
        whole = (before + len(text)) // 3 * 4
        yield letters[(before * 8 + 5) // 6 : whole]


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
        if place in {"path", "host"} or local_part in _ROLES or len(local_part) < 4:
            return False
        return local_part in self.tokens or f"{local_part}@" in self.tokens

    def _has_domain(self, domain: str, place: Place, url: Url) -> bool:
        if "." not in domain:
            return False
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

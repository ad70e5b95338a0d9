"""One address put in another's place, in every form in which links and pages carry it."""

import base64
import binascii
import codecs
import re
from collections.abc import Callable
from functools import lru_cache, partial
from urllib.parse import quote

from unhook.links.carried import Place
from unhook.links.mailbox_forms import MailboxForms
from unhook.links.readings import SIGNED

EVERYWHERE: frozenset[Place] = frozenset({"fragment", "query", "path"})
"""Where an address can be changed: not in the host, which would be another's."""

UNSENT: frozenset[Place] = frozenset({"fragment"})
"""Where no request carries it."""

_URL = re.compile(r"(?s)([^?#]*?://[^/?#]*|[^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?")
_TOKEN = re.compile(r"[^/?&#=;,:|]+")
_BASE64 = re.compile(r"((?:[A-Za-z0-9+/_-]|%2[BbFf]){8,})((?:=|%3[Dd]){0,2})")
_BASE64_OF_PATHS = re.compile(r"((?:[A-Za-z0-9+_-]|%2[BbFf]){8,})((?:=|%3[Dd]){0,2})")
_BEFORE = r"(?:(?<![A-Za-z0-9._-])|(?<=%[0-9A-Fa-f]{2}))"
_BEHIND = r"(?![A-Za-z0-9]|[.-][A-Za-z0-9])"


def in_url(url: str, old: str, new: str | None, places: frozenset[Place] = EVERYWHERE) -> str:
    """The URL with `new` wherever it carries `old` (addr-specs) in `places`; None: nobody, so nothing.

    Forms: plain, percent-encoded once or twice, base64 (standard, URL-safe, unpadded, anywhere in a longer
    token or inside JSON), hex, reversed, rot13; as whole values also the local part (query, fragment) and the
    domain alone. Digests cannot be turned and stay; signed tokens (JWT) are not touched.
    """
    match = _URL.fullmatch(url)
    if match is None:
        return url
    host, path, query, fragment = (part or "" for part in match.groups())
    parts: tuple[tuple[Place, str], ...] = (("path", path), ("query", query), ("fragment", fragment))
    return host + "".join(
        _in_part(text, old, new or "", place) if place in places else text for place, text in parts
    )


def in_text(text: str, old: str, new: str | None) -> str:
    """A document or script with `new` wherever it names `old` wholly."""
    forms = MailboxForms.of(old)
    if forms is None or not forms.may_stand_in(text.lower(), text.replace("-", "+").replace("_", "/")):
        return text
    return _unsigned(text, lambda piece: _whole(piece, old, new or ""))


def _in_part(text: str, old: str, new: str, place: Place) -> str:
    if not text:
        return text
    tokens = _BASE64_OF_PATHS if place == "path" else _BASE64
    changed = _unsigned(text, lambda piece: _whole(piece, old, new, tokens))
    local, _, domain = old.rpartition("@")
    new_local, _, new_domain = new.rpartition("@")

    def token(match: re.Match[str]) -> str:
        word = match[0].removesuffix("@")
        if place != "path" and word.lower() == local.lower() and len(local) > 3:
            return new_local + match[0][len(word) :]
        return new_domain if word.lower() == domain.lower() else match[0]

    def parts(piece: str) -> str:
        return _in_base64(_TOKEN.sub(token, piece), domain, new_domain, tokens)

    return _unsigned(text, parts) if changed == text else changed


def _unsigned(text: str, change: Callable[[str], str]) -> str:
    """`text` with all changed but signed tokens."""
    found, after = [], 0
    for token in SIGNED.finditer(text):
        found += [change(text[after : token.start()]), token[0]]
        after = token.end()
    return "".join([*found, change(text[after:])])


def _whole(text: str, old: str, new: str, tokens: re.Pattern[str] = _BASE64) -> str:
    for before, after in (
        (old, new),
        (old[::-1], new[::-1]),
        (codecs.encode(old, "rot13"), codecs.encode(new, "rot13")),
    ):
        text = _written(before).sub(partial(_alike, after), text)
    text = _hexadecimal(old).sub(lambda match: _hex(new, match[0]), text)
    return _in_base64(text, old, new, tokens)


@lru_cache(maxsize=64)
def _written(text: str) -> re.Pattern[str]:
    """`text` with each letter as it is or percent-encoded, once or twice."""
    letters = (f"(?:{re.escape(each)}|%(?:25)?{ord(each):02x})" for each in text)
    return re.compile(_BEFORE + "".join(letters) + _BEHIND, re.IGNORECASE)


def _alike(new: str, seen: re.Match[str]) -> str:
    """`new` encoded as often as what was seen."""
    if "@" in seen[0]:
        return new
    once = quote(new, safe="")
    return quote(once, safe="") if "%2540" in seen[0] else once


@lru_cache(maxsize=64)
def _hexadecimal(text: str) -> re.Pattern[str]:
    letters = (f"(?:{each.lower().encode().hex()}|{each.upper().encode().hex()})" for each in text)
    return re.compile("".join(letters), re.IGNORECASE)


def _hex(new: str, seen: str) -> str:
    written = new.encode().hex()
    return written.upper() if seen != seen.lower() else written


def _in_base64(text: str, old: str, new: str, tokens: re.Pattern[str]) -> str:
    return tokens.sub(lambda match: _token(match[1], match[2], old, new), text)


def _token(written: str, padding: str, old: str, new: str) -> str:
    letters = re.sub("%2[bB]", "+", re.sub("%2[fF]", "/", written)).replace("-", "+").replace("_", "/")
    for offset in range(4):
        content = _decoded(letters[offset:])
        at = content.lower().find(old.lower().encode())
        if at < 0 or _goes_before(content[:at]):
            continue
        end = at + len(old)
        ends = not _goes_on(content[end:])
        if ends and (at % 3 or _is_text(content[end:])):
            changed = content[:at] + new.encode() + content[end:]
            encoded = base64.b64encode(changed).decode()
            bare = letters[:offset] + encoded.rstrip("=")
            # Without a sign of padding, one that needed none may still be of the kind that has it.
            pads = padding or ("" if len(letters) % 4 or {"-", "_"} & set(written) else "=")
            return _spelt(bare, written) + _padded(encoded, pads)
        if at % 3:
            continue
        # It stands in a token of something else, which begins anew behind it.
        start = offset + at // 3 * 4
        stop = start + -(-len(old) * 8 // 6)
        inside = base64.b64encode(new.encode()).decode().rstrip("=")
        return _spelt(letters[:start] + inside + letters[stop:], written) + padding
    return written + padding


def _decoded(letters: str) -> bytes:
    whole = letters if len(letters) % 4 != 1 else letters[:-1]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return b""


def _goes_before(data: bytes) -> bool:
    return data[-1:].isalnum() or data[-1:] in (b".", b"_", b"-", b"+")


def _goes_on(data: bytes) -> bool:
    return data[:1].isalnum() or (data[:1] in (b".", b"-") and data[1:2].isalnum())


def _is_text(data: bytes) -> bool:
    try:
        return all(each.isprintable() or each.isspace() for each in data.decode())
    except UnicodeDecodeError:
        return False


def _spelt(letters: str, like: str) -> str:
    """Letters of base64 in the alphabet of another token: URL-safe, percent-encoded or standard."""
    if "%" in like:
        return letters.replace("+", "%2B").replace("/", "%2F")
    safe = "-" in like or "_" in like
    return letters.replace("+", "-").replace("/", "_") if safe else letters


def _padded(encoded: str, like: str) -> str:
    count = len(encoded) - len(encoded.rstrip("="))
    return ("%3D" if "%" in like else "=") * count if like else ""

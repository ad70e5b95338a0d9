"""`strings.parse_*`, `*.scan_base64`, `strings.concat`: text to values and back."""

import json
import re
from typing import Any

from unhook.links.model import Domain, Url
from unhook.message.model import EmailAddress, Html
from unhook.mql.library.function import Function, function

MAX_FOUND = 1_000
MIN_ENCODED = 8
_STANDARD = re.compile(r"[A-Za-z0-9+/]{8,}={0,2}")
_URL_SAFE = re.compile(r"[A-Za-z0-9_-]{8,}={0,2}")


@function("strings.concat")
def concat(first: str, *others: str) -> str:
    """All texts in a row."""
    return "".join((first, *others))


@function("strings.parse_url", remember=True, cost=20)
def parse_url(text: str, *, strict: bool = True) -> Url | None:
    """The URL, or null. `strict=false` also takes a host and path without a scheme."""
    from unhook.links import url

    stripped = text.strip()
    if "://" in stripped or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", stripped):
        return url.parse(stripped)
    return None if strict else url.parse(f"http://{stripped}")


@function("strings.parse_domain", remember=True, cost=10)
def parse_domain(text: str) -> Domain | None:
    """The domain and its parts by the Public Suffix List, or null."""
    from unhook.links import domain

    return domain.parse(text.strip())


@function("strings.parse_email", remember=True, cost=10)
def parse_email(text: str) -> EmailAddress | None:
    """The address and its parts, or null when the text is not one address (RFC 5322 addr-spec)."""
    from unhook.links import domain

    local, at, host = text.strip().strip("<>").rpartition("@")
    if not at or not local or not host or any(c.isspace() for c in local + host):
        return None
    parsed = domain.parse(host)
    return None if parsed is None else EmailAddress(f"{local}@{host.lower()}", local, parsed)


@function("strings.parse_json", remember=True, cost=20)
def parse_json(text: str) -> Any:
    """The JSON value (RFC 8259), or null."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


@function("strings.parse_html", remember=True, cost=300)
def parse_html(text: str) -> Html:
    """The text read as an HTML document."""
    from unhook.message.body.html import document

    return document(text)


@function("strings.decode_base64", cost=3)
def decode_base64(text: str) -> str | None:
    """The decoded text (RFC 4648, either alphabet, padding optional); null when it is not Base64 of UTF-8."""
    return _decode(text.strip(), ("utf-8",), ignore_padding=True)


def _scan_base64(name: str) -> Function:
    @function(name, remember=True, cost=20)
    def scan(
        text: str, *, encodings: tuple[str, ...] = (), format: str = "", ignore_padding: bool = False
    ) -> tuple[str, ...]:
        alphabet = _URL_SAFE if format == "url" else _STANDARD
        found = []
        for match in alphabet.finditer(text):
            decoded = _decode(match.group(), encodings or ("utf-8",), ignore_padding)
            if decoded is not None:
                found.append(decoded)
                if len(found) == MAX_FOUND:
                    break
        return tuple(found)

    return scan


def _decode(encoded: str, encodings: tuple[str, ...], ignore_padding: bool) -> str | None:
    import base64
    import binascii

    bare = encoded.rstrip("=").replace("-", "+").replace("_", "/")
    padded = bare + "=" * (-len(bare) % 4)
    if len(bare) % 4 == 1 or (not ignore_padding and len(encoded) != len(padded)):
        return None
    try:
        data = base64.b64decode(padded, validate=True)
    except (binascii.Error, ValueError):
        return None
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


FUNCTIONS = (
    concat, parse_url, parse_domain, parse_email, parse_json, parse_html, decode_base64,
    _scan_base64("strings.scan_base64"), _scan_base64("beta.scan_base64"),
)  # fmt: skip

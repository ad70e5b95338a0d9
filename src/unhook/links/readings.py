"""A piece of a URL read in every encoding an address may hide in."""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

SIGNED = re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*")
"""A signed token (JWT), which a change would break."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_HEX = re.compile(r"[0-9a-f]{12,}")
_DIGEST = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-f])")
_TOKEN = re.compile(r"[^/?&#=;,:|]+")


class Readings:
    """The text in lower case, each way.

    `plain` as it stands; `percent` and `double_percent` decoded; the contents of `base64`
    and `hex` runs, one reading a line; hexadecimal `digests`; the `tokens` between
    delimiters. Signed tokens (JWT) are not opened.
    """

    def __init__(self, text: str) -> None:
        """Read `text`, a URL's part as it stands there."""
        self.plain = text.lower()
        once = unquote(text)
        twice = unquote(once)
        self.percent = once.lower()
        self.double_percent = twice.lower()
        opaque = SIGNED.sub("", twice)
        self.base64 = "\n".join(_base64_readings(opaque))
        self.hex = "\n".join(_hex_readings(self.percent))
        self.digests = frozenset(_DIGEST.findall(self.percent))
        self.tokens = frozenset(_TOKEN.findall(self.double_percent))


def stands_in(text: str, wanted: str, not_after: str = "-._") -> bool:
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

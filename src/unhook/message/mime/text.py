"""The decoded text of a body part, with the way back to its raw bytes."""

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from unhook.message.mime.charset import Decoded, byte_offset
from unhook.message.mime.transfer import Transferred
from unhook.message.offsets import Span
from unhook.message.part import Part

_ELEMENT = "html|head|body|div|table|font|center|p|span|style|meta|img|a|br|pre|tt|title|b|strong"
_OPENS = re.compile(rf"\s*<(?:!doctype\s+html|(?:{_ELEMENT})\b)[^<>]*>", re.IGNORECASE)
_CLOSES = re.compile(rf"</(?:{_ELEMENT})\s*>", re.IGNORECASE)
_SNIFFED = 20_000


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text/plain or text/html entity as characters.

    `charset` is the one that decoded it, `transfer_encoding` as declared (lower case).
    `to_raw(start, end)` gives the byte range in the message that holds the characters
    `start:end`; it is worked out only when called.
    """

    text: str
    charset: str | None
    transfer_encoding: str | None
    to_raw: Callable[[int, int], Span]
    part: Part


def read(part: Part, content: Transferred, decoded: Decoded) -> TextPart:
    """The characters of one entity."""
    return TextPart(
        decoded.text, decoded.charset, part.transfer_encoding, _Characters(content, decoded), part
    )


def is_markup(text: str) -> bool:
    """Whether a text declared plain is in truth an HTML document: it opens with an element, closes several.

    Kits forget the type, and clients that sniff (WHATWG MIME Sniffing, section 7.1) show the page.
    """
    return _OPENS.match(text) is not None and len(_CLOSES.findall(text[:_SNIFFED])) >= 3


def as_html(text: TextPart) -> TextPart:
    """A text/plain entity as it stands in the HTML view of a message."""
    shown = f"\n<pre>{html.escape(text.text, quote=False)}</pre>\n"
    return TextPart(shown, text.charset, text.transfer_encoding, _Escaped(shown, text), text.part)


def join(texts: list[TextPart]) -> TextPart:
    """Several inline texts as the one that a client shows, a line break between them.

    Charset, encoding and part are the first one's.
    """
    first = texts[0]
    if len(texts) == 1:
        return first
    starts, position = [], 0
    for each in texts:
        starts.append(position)
        position += len(each.text) + 1
    joined = "\n".join(each.text for each in texts)
    return TextPart(joined, first.charset, first.transfer_encoding, _Joined(starts, texts), first.part)


class _Characters:
    def __init__(self, content: Transferred, decoded: Decoded) -> None:
        self._content, self._decoded = content, decoded

    def __call__(self, start: int, end: int) -> Span:
        data = self._content.data
        first = byte_offset(data, self._decoded, start)
        return self._content.to_raw(first, byte_offset(data, self._decoded, end) if end > start else first)


class _Escaped:
    _OPENING = len("\n<pre>")

    def __init__(self, shown: str, original: TextPart) -> None:
        self._shown, self._original = shown, original

    def __call__(self, start: int, end: int) -> Span:
        return self._original.to_raw(self._source(start), self._source(end))

    def _source(self, offset: int) -> int:
        before = html.unescape(self._shown[self._OPENING : max(self._OPENING, offset)])
        return min(len(before), len(self._original.text))


class _Joined:
    def __init__(self, starts: list[int], texts: list[TextPart]) -> None:
        self._starts, self._texts = starts, texts

    def __call__(self, start: int, end: int) -> Span:
        first, last = self._index(start), self._index(max(start, end - 1))
        begin, _ = self._texts[first].to_raw(*self._within(first, start, end))
        _, finish = self._texts[last].to_raw(*self._within(last, start, end))
        return begin, max(begin, finish)

    def _index(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _within(self, index: int, start: int, end: int) -> Span:
        base, length = self._starts[index], len(self._texts[index].text)
        low = min(max(0, start - base), length)
        return low, min(max(low, end - base), length)

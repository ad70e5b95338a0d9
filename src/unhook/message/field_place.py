"""Where header text stands in the raw message: folding and encoded words make text and bytes differ.

The answer is never narrower than the truth: inside an encoded word the whole word is the place.
"""

from collections.abc import Iterator, Sequence

from unhook.message.mime import words
from unhook.message.mime.charset import byte_offset, decode_text
from unhook.message.model import Field
from unhook.message.offsets import Span


def of_value(raw: bytes, field: Field, span: Span | None) -> Span:
    """The bytes of the message `raw` for a range of a field's decoded value; all of it without `span`."""
    begin, end = field.value_span
    written = raw[begin:end]
    pieces = words.pieces(written)
    lead = len(written) - len(written.lstrip())
    whole = begin + lead, begin + max(lead, len(written.rstrip()))
    if span is None:
        return whole
    text = "".join(piece.text for piece in pieces)
    shift = len(text) - len(text.lstrip(" \t"))
    low, high = span[0] + shift, max(span[0] + 1, span[1]) + shift
    places = list(_overlaps(written, pieces, low, high))
    return (begin + places[0][0], begin + places[-1][1]) if places else whole


def _overlaps(raw: bytes, pieces: Sequence[words.Piece], low: int, high: int) -> Iterator[Span]:
    position = 0
    for piece in pieces:
        after = position + len(piece.text)
        if position < high and low < after and piece.text:
            start, end = piece.span
            if piece.literal:
                start, end = _within_literal(raw, piece, low - position, high - position)
            yield start, end
        position = after


def _within_literal(raw: bytes, piece: words.Piece, low: int, high: int) -> Span:
    """A range of a literal piece's text as bytes: a fold is one character, an 8-bit one several bytes."""
    begin, end = piece.span
    kept = [begin + at for at in words.characters(raw[begin:end])]
    unfolded = bytes(raw[at] for at in kept)
    decoded = decode_text(unfolded, None)
    first = min(byte_offset(unfolded, decoded, max(0, low)), len(kept) - 1)
    last = byte_offset(unfolded, decoded, min(high, len(piece.text)))
    return kept[first], kept[max(first, last - 1)] + 1


def of_text(raw: bytes, place: Span, wanted: str | None, span: Span | None) -> Span:
    """The last occurrence of a text (or `span` of it) in a range of the message, else the whole range."""
    if not wanted or not wanted.isascii():
        return place
    at = raw[slice(*place)].lower().rfind(wanted.lower().encode("ascii"))
    if at < 0:
        return place
    start = place[0] + at
    low, high = span or (0, len(wanted))
    return start + min(low, len(wanted)), start + min(max(low, high), len(wanted))

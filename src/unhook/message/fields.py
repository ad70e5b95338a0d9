"""Raw header fields with their places, as every parser of one field consumes them."""

from dataclasses import dataclass

from unhook.message.offsets import Span


@dataclass(frozen=True, slots=True)
class RawField:
    """One header field (RFC 5322 section 2.2), in order from the top of the header.

    `name` as written, without the colon and blanks before it; `raw_value` the bytes after
    the colon up to, not including, the final line end, folding kept; `value` the same
    unfolded, encoded words (RFC 2047) decoded, outer blanks removed. `span` is the whole
    field with its line end, `value_span` the place of `raw_value` in the message.
    """

    name: str
    raw_value: bytes
    value: str
    span: Span
    value_span: Span

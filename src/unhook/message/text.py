"""The decoded text of a body part, with the way back to its raw bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from unhook.message.offsets import Span
from unhook.message.part import Part


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

"""Places: half-open ranges, and the way back from decoded text to raw bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextMap:
    """Leads from a derived text to the raw message.

    `runs` are (text offset, source offset) pairs in ascending order: from a run's text
    offset on, text and decoded source advance together until the next run. `to_raw` maps
    a range of the decoded source to a byte range of the raw message; it is called only
    when somebody asks for a place.
    """

    runs: Sequence[tuple[int, int]]
    to_raw: Callable[[int, int], Span]

    def source(self, offset: int) -> int:
        """The source offset of a text offset; inside a character reference, its start or later."""
        low, high = 0, len(self.runs)
        while low < high:
            middle = (low + high) // 2
            if self.runs[middle][0] <= offset:
                low = middle + 1
            else:
                high = middle
        if not low:
            return offset
        text, source = self.runs[low - 1]
        return source + offset - text

    def raw(self, start: int, end: int) -> Span:
        """The raw byte range that holds the text range `start:end`."""
        first = self.source(start)
        return self.to_raw(first, self.source(end - 1) + 1 if end > start else first)

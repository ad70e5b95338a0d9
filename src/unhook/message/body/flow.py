"""Running text: what a person reads, its white space collapsed, with the way back to the source."""

import re

# Characters without any width: controls, soft hyphen, joiners, direction marks, tags, fillers.
_ZERO = (
    "\x00-\x08\x0e-\x1b\x7f\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e007f"
)
_JOINERS = "\u200c\u200d"
# Blank, yet no white space to Python.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
# In these scripts, and between emoji, joiners shape what is seen.
_JOINED = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"

_SEVERAL = f"[\\s{_ZERO}{_BLANK}{_JOINERS}]"
_ODD = re.compile(f"[^\\S ]|[{_ZERO}{_BLANK}{_JOINERS}]|  ")
_GAP = re.compile(
    f"{_SEVERAL}{{2,}}|[^\\S ]|[{_ZERO}{_BLANK}]|(?<![{_JOINED}])[{_JOINERS}]|[{_JOINERS}](?![{_JOINED}])"
)
INVISIBLE = re.compile(f"[{_ZERO}]|(?<![{_JOINED}])[{_JOINERS}]|[{_JOINERS}](?![{_JOINED}])")
_SPACE = re.compile(f"[\\s{_BLANK}]")


class Flow:
    """Builds the text piece by piece; `runs` are those of `TextMap`, `length` that of the text so far."""

    __slots__ = ("_delta", "_newlines", "_pieces", "_space", "length", "runs")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._newlines = 0
        self._space = False
        self._delta: int | None = None
        self.length = 0
        self.runs: list[tuple[int, int]] = []

    def __str__(self) -> str:
        return "".join(self._pieces)

    def block(self, newlines: int = 1) -> None:
        """Make sure that what follows starts on a new line (2: after an empty one)."""
        self._newlines = max(self._newlines, newlines)

    def line_break(self) -> None:
        """Break the line here (`<br>`)."""
        self._newlines += 1

    def cell(self) -> None:
        """Keep what follows apart from what came before (a table cell)."""
        self._space = True

    def text(self, data: str, source: int) -> None:
        """Add a run of source text that begins at offset `source`; its white space collapses."""
        if data.isspace():
            self._space = True
            return
        if _ODD.search(data) is None:
            self._plain(data, source)
            return
        at = 0
        for gap in _GAP.finditer(data):
            start, end = gap.span()
            if start > at:
                self._plain(data[at:start], source + at)
            if not self._space and _SPACE.search(data, start, end):
                self._space = True
            at = end
        if at < len(data):
            self._plain(data[at:], source + at)

    def preformatted(self, data: str, source: int) -> None:
        """Add source text whose lines and spaces are kept; characters without width are not."""
        for number, line in enumerate(data.replace("\xa0", " ").split("\n")):
            if number:
                self._newlines += 1
            shown = line.rstrip()
            at = 0
            for gap in INVISIBLE.finditer(shown):
                self._emit(shown[at : gap.start()], source + at)
                at = gap.end()
            self._emit(shown[at:], source + at)
            self._space = self._space or shown != line
            source += len(line) + 1

    def _plain(self, data: str, source: int) -> None:
        if data[0] == " ":
            self._space = True
            data = data[1:]
            source += 1
            if not data:
                return
        if data[-1] == " ":
            self._emit(data[:-1], source)
            self._space = True
        else:
            self._emit(data, source)

    def _emit(self, piece: str, source: int) -> None:
        if not piece:
            return
        if self._newlines:
            if self.length:
                self._pieces.append("\n" * self._newlines)
                self.length += self._newlines
            self._newlines = 0
        elif self._space and self.length:
            self._pieces.append(" ")
            self.length += 1
        self._space = False
        if self.length - source != self._delta:
            self._delta = self.length - source
            self.runs.append((self.length, source))
        self._pieces.append(piece)
        self.length += len(piece)

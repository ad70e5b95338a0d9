"""Text laid out in terminal columns: East Asian wide characters take two, marks none."""

from unicodedata import combining, east_asian_width


def columns(text: str) -> int:
    """How many terminal columns a text without control characters takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `width` columns; `first` leads the first line, `rest` the others.

    Words longer than a line are cut, so that nothing ever runs past the edge.
    """
    lines: list[str] = []
    line, used, empty = first, columns(first), True
    indent = columns(rest)
    for whole in text.split():
        word, size = whole, columns(whole)
        if not empty and used + 1 + size > width:
            lines.append(line)
            line, used, empty = rest, indent, True
        while size > max(1, width - used - (not empty)):
            head = _head(word, max(1, width - used))
            lines.append(line + head)
            word = word[len(head) :]
            line, used, size = rest, indent, columns(word)
        if word:
            line += word if empty else f" {word}"
            used += size + (not empty)
            empty = False
    return [*lines, line]


def cut(text: str, width: int) -> str:
    """The text in at most `width` columns, an ellipsis in place of what is missing."""
    return text if columns(text) <= width else _head(text, max(1, width - 1)) + "…"


def cut_front(text: str, width: int) -> str:
    """The text's end in at most `width` columns, an ellipsis in place of what is missing before it."""
    return text if columns(text) <= width else "…" + _head(text[::-1], max(1, width - 1))[::-1]


def _head(text: str, width: int) -> str:
    used = 0
    for index, character in enumerate(text):
        used += _columns(character)
        if used > width and index:
            return text[:index]
    return text


def _columns(character: str) -> int:
    if combining(character) or character in "\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1

"""text/plain bodies: format=flowed (RFC 3676) joined, invisible characters left out."""

import re

from unhook.message import flow
from unhook.message.text import TextPart

_QUOTES = re.compile(">*")
_SIGNATURE = "-- "


def shown(part: TextPart) -> tuple[str, tuple[tuple[int, int], ...]]:
    r"""Give the text as a person sees it, with `TextMap` runs back to `part.text`.

    Lines end in `\n`; soft line breaks of format=flowed are joined; characters without
    width are left out. Everything else is as written.
    """
    parameters = {name.lower(): value.lower() for name, value in part.part.parameters.items()}
    if parameters.get("format") == "flowed":
        return _flowed(part.text, delete_space=parameters.get("delsp") == "yes")
    text = part.text
    if "\r" not in text and (text.isascii() or flow.INVISIBLE.search(text) is None):
        return text, ((0, 0),)
    return _without(text)


def _without(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    length = at = 0
    for match in _DROPPED.finditer(text):
        start, end = match.span()
        if start > at:
            runs.append((length, at))
            pieces.append(text[at:start])
            length += start - at
        if match[0] == "\r":
            runs.append((length, start))
            pieces.append("\n")
            length += 1
        at = end
    if at < len(text):
        runs.append((length, at))
        pieces.append(text[at:])
    return "".join(pieces), tuple(runs) or ((0, 0),)


_DROPPED = re.compile(rf"\r(?=\n)|\r|{flow.INVISIBLE.pattern}")


def _flowed(text: str, delete_space: bool) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    length = at = 0
    previous: str | None = None
    for line in text.splitlines(keepends=True):
        content = line.rstrip("\r\n")
        quotes = _QUOTES.match(content)
        depth = quotes[0] if quotes else ""
        start = len(depth)
        if content[start : start + 1] == " " and (not depth or previous == depth):
            start += 1
        joined = previous is not None and previous == depth and content[len(depth) :] != _SIGNATURE
        soft = content.endswith(" ") and content[len(depth) :].strip() != "--"
        kept = content[start:] if joined else depth + content[start:]
        if soft and delete_space:
            kept = kept[:-1]
        if kept:
            runs.append((length, at + (start if joined or not depth else 0)))
        pieces.append(kept if soft else kept + "\n")
        length += len(pieces[-1])
        at += len(line)
        previous = depth if soft else None
    return "".join(pieces), tuple(runs) or ((0, 0),)

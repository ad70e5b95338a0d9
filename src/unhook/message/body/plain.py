"""text/plain bodies: format=flowed (RFC 3676) joined, invisible characters left out."""

from unhook import patterns
from unhook.message.body import flow
from unhook.message.body.places import Runs, led
from unhook.message.mime.text import TextPart

_QUOTES = patterns.compile(">*")
_SIGNATURE = "-- "
_DROPPED = patterns.compile(rf"\r|{flow.INVISIBLE.pattern}")


def shown(part: TextPart) -> tuple[str, Runs]:
    r"""Give the text as a person sees it, with `TextMap` runs back to `part.text`.

    Lines end in `\n`; soft line breaks of format=flowed are joined; characters without
    width are left out. Everything else is as written.
    """
    parameters = {name.lower(): value.lower() for name, value in part.part.parameters.items()}
    text, runs = _visible(part.text)
    if parameters.get("format") != "flowed":
        return text, runs
    joined, places = _flowed(text, delete_space=parameters.get("delsp") == "yes")
    return joined, led(places, len(joined), runs)


def _visible(text: str) -> tuple[str, Runs]:
    if "\r" not in text and (text.isascii() or flow.INVISIBLE.search(text) is None):
        return text, ((0, 0),)
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    length = at = 0
    for match in _DROPPED.finditer(text):
        start, end = match.span()
        if start > at:
            runs.append((length, at))
            pieces.append(text[at:start])
            length += start - at
        if match[0] == "\r" and text[end : end + 1] != "\n":
            runs.append((length, start))
            pieces.append("\n")
            length += 1
        at = end
    runs.append((length, at))
    pieces.append(text[at:])
    return "".join(pieces), tuple(runs)


def _flowed(text: str, delete_space: bool) -> tuple[str, Runs]:
    """Join soft-broken lines of the same quote depth (sections 4.1 to 4.5)."""
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    length = at = 0
    soft_at: str | None = None
    for number, line in enumerate(text.split("\n")):
        quotes = _QUOTES.match(line)
        depth = quotes[0] if quotes else ""
        content = line[len(depth) :]
        stuffed = content.startswith(" ")
        content = content[stuffed:]
        joined = soft_at == depth and content != _SIGNATURE
        if number and not joined:
            pieces.append("\n")
            length += 1
        soft = content.endswith(" ") and content != _SIGNATURE
        kept = content[:-1] if soft and delete_space else content
        if not joined and depth:
            runs.append((length, at))
            # The quote marks and the space after them stay as written.
            pieces.append(line[: len(depth) + stuffed])
            length += len(depth) + stuffed
        if kept:
            runs.append((length, at + len(depth) + stuffed))
            pieces.append(kept)
            length += len(kept)
        at += len(line) + 1
        soft_at = depth if soft else None
    return "".join(pieces), tuple(runs) or ((0, 0),)

"""The lines of calendars and contacts (RFC 5545 section 3.1, RFC 6350 section 3.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINES = 20_000
_DEPTH = 20
# A line that begins with a blank continues the one before.
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPE = re.compile(r"\\([\\;,nN])")
_PARAMETER = re.compile(r";([A-Za-z0-9-]+)=(\"[^\"]*\"|[^;\"]*)")


@dataclass(frozen=True, slots=True)
class Line:
    """`name` in upper case; `parameters` as written, a semicolon before each."""

    name: str
    parameters: str
    value: str

    @property
    def text(self) -> str:
        """The value without its escapes (RFC 5545 section 3.3.11)."""
        return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], self.value)

    def parameter(self, name: str) -> str | None:
        """The first parameter of this name, without quotes."""
        for key, value in _PARAMETER.findall(self.parameters):
            if key.upper() == name:
                return str(value).strip('"')
        return None


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between BEGIN and END: `type` in upper case, empty for the file itself."""

    type: str
    lines: tuple[Line, ...]
    blocks: tuple["Block", ...]

    def walk(self) -> Iterator["Block"]:
        """The block and all inside, in order."""
        yield self
        for each in self.blocks:
            yield from each.walk()

    def all_lines(self) -> Iterator[Line]:
        """Its own lines, then those of the blocks inside."""
        for block in self.walk():
            yield from block.lines


def read(text: str) -> Block:
    """Read as tolerantly as programs do: a block that does not end, ends with what is around it."""
    stack: list[tuple[str, list[Line], list[Block]]] = [("", [], [])]
    for line in lines(text):
        kind = line.value.strip().upper()
        if line.name == "BEGIN" and len(stack) <= _DEPTH:
            stack.append((kind, [], []))
        elif line.name == "END":
            if any(kind == opened for opened, _, _ in stack[1:]):
                while _close(stack) != kind:
                    pass
        else:
            stack[-1][1].append(line)
    while len(stack) > 1:
        _close(stack)
    return Block("", tuple(stack[0][1]), tuple(stack[0][2]))


def _close(stack: list[tuple[str, list[Line], list[Block]]]) -> str:
    kind, own, inside = stack.pop()
    stack[-1][2].append(Block(kind, tuple(own), tuple(inside)))
    return kind


def lines(text: str) -> Iterator[Line]:
    """Each content line; a line without a colon is none."""
    for line in _FOLD.sub("", text).splitlines()[:MAX_LINES]:
        head, colon, value = line.partition(":")
        if head.count('"') % 2:
            # A quoted parameter may hold colons.
            quoted, mark, value = value.partition('"')
            rest, colon, value = value.partition(":")
            head = f"{head}:{quoted}{mark}{rest}"
        name, semicolon, parameters = head.partition(";")
        if colon:
            yield Line(name.strip().upper(), semicolon + parameters, value)

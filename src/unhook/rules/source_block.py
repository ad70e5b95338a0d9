"""Where a rule file holds its MQL: the value of the key `source`, with its place in the file."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unhook.errors import RuleError
from unhook.message.offsets import Span

# Line ends as YAML 1.1 counts them.
_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")
_BLOCK = re.compile(r"[|>][-+0-9]*(?=\s)")


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """The MQL of a rule file's `text`.

    `source` is the MQL as YAML reads it. `start` and `end` are the offsets of its lines in
    the text, in code points, the last line end not included; `indent` is how far each line
    is indented, `literal` whether a line of the file is a line of the source (a YAML `|`
    block). Without that, the source is given as one stretch of the file.
    """

    text: str
    source: str
    start: int
    end: int
    indent: int = 0
    literal: bool = False

    def offset(self, place: int) -> int:
        """The offset in the file of an offset in the source; the start of the source where it is written in
        another way than as a block.
        """
        if not self.literal:
            return min(self.start + place, self.end) if self._plain else self.start
        line, column = self.source.count("\n", 0, place), place - self.source.rfind("\n", 0, place) - 1
        begin = self.start
        for _ in range(line):
            begin = self.text.index("\n", begin) + 1
        following = self.text.find("\n", begin)
        last = len(self.text) if following < 0 else following
        return min(begin + self.indent + column, max(last, begin))

    def place(self, offset: int) -> int:
        """The offset in the source of an offset in the file, at or before it; see `offset`."""
        if not self.literal:
            return max(0, min(offset - self.start, len(self.source))) if self._plain else 0
        before = self.text[self.start : max(offset, self.start)]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        begin = 0
        for _ in range(line):
            following = self.source.find("\n", begin)
            if following < 0:
                return len(self.source)
            begin = following + 1
        following = self.source.find("\n", begin)
        last = len(self.source) if following < 0 else following
        return min(begin + max(0, column - self.indent), last)

    def span(self, span: Span) -> Span:
        """A range of the source as a range of the file."""
        return self.offset(span[0]), self.offset(span[1])

    def position(self, place: int) -> tuple[int, int]:
        """Line and column in the file of an offset in the source, both counted from 1."""
        offset = self.offset(place)
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def replaced(self, source: str) -> str:
        """The file's text with another source; all else stays as it is."""
        newline = "\r\n" if "\r\n" in self.text else "\n"
        indent = " " * (self.indent if self.literal else 2)
        lines = [indent + line if line else "" for line in source.split("\n")]
        before, block = self.text[: self.start], newline.join(lines)
        if self.literal:
            return before + block + self.text[self.end :]
        # A comment behind a value, or behind the sign of a folded block, stays on the key's line.
        header = _BLOCK.match(self.text, self.start)
        aside = self.text[header.end() if header else self.end :].split("\n", 1)[0].rstrip("\r")
        behind = self.text[self.end :] if header else self.text[self.end + len(aside) :]
        return f"{before}|{aside}{newline}{block}{behind}"

    @property
    def _plain(self) -> bool:
        return self.text[self.start : self.end] == self.source


def find(path: Path, text: str) -> SourceBlock:
    """The block of a rule file's text. Raises `RuleError` where the text is no YAML or has no `source`."""
    key, value = _node(path, text)
    lines = _LINE.findall(text)
    start = sum(map(len, lines[: value.start_mark.line])) + value.start_mark.column
    source = value.value
    header = _BLOCK.match(text, start)
    if header is None or value.style not in ("|", ">"):
        end = sum(map(len, lines[: value.end_mark.line])) + value.end_mark.column
        return SourceBlock(text, source, start, start + len(text[start:end].rstrip()))
    content, last = _content(lines, value.start_mark.line + 1, key.start_mark.column)
    if stated := re.search(r"\d", header[0]):
        content = key.start_mark.column + int(stated[0])
    begin = sum(map(len, lines[: value.start_mark.line + 1]))
    end = begin + len("".join(lines[value.start_mark.line + 1 : last]).rstrip())
    if value.style == ">":
        return SourceBlock(text, source, start, end)
    return SourceBlock(text, source, begin, max(begin, end), content, literal=True)


def _content(lines: list[str], first: int, outer: int) -> tuple[int, int]:
    """How far a block's lines are indented, and the line behind it."""
    indent, place = 0, first
    for place in range(first, len(lines)):
        line = lines[place]
        width = len(line) - len(line.lstrip(" "))
        if line.strip() and width <= outer:
            return indent or outer + 2, place
        if line.strip() and not indent:
            indent = width
    return indent or outer + 2, len(lines)


def _node(path: Path, text: str) -> tuple[Any, Any]:
    import yaml

    try:
        tree = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: not valid YAML: {error}") from error
    if isinstance(tree, yaml.MappingNode):
        for key, value in tree.value:
            if key.value == "source" and isinstance(value, yaml.ScalarNode):
                return key, value
    raise RuleError(f"{path}: source: missing: the rule's condition in MQL")

"""The MIME structure (RFC 2045, RFC 2046) as a tree of byte ranges.

One pass over the message: every line that begins with `--` is looked up among the
boundaries now open, so neither depth nor the number of parts multiplies the work. Nothing
is decoded or copied here. `message/rfc822` parts stay closed: they are messages of their own.
"""

import re
from dataclasses import dataclass, field

from unhook.limits import Limits
from unhook.message.defects import DefectLog
from unhook.message.mime import fields, parameters
from unhook.message.mime.fields import RawField, Section
from unhook.message.part import Part

_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*(?:>?From [^\n]*\n)?")
_TYPE = re.compile(r"[!#-'*+\-.0-9^-~a-z]+/[!#-'*+\-.0-9^-~a-z]+$")
_FIRST_DASHES = re.compile(rb"\n--([^\r\n]{1,200}?)[ \t]*\r?\n")
_LONGEST_BOUNDARY = 998
_GUESS_WITHIN = 65_536


@dataclass(frozen=True, slots=True)
class Structure:
    """The tree, and the fields of the message's own header from the top."""

    root: Part
    fields: tuple[RawField, ...]


@dataclass(slots=True)
class _Node:
    """An entity whose end is not yet known."""

    path: str
    depth: int
    section: Section
    content_type: str
    disposition: parameters.Content
    parameters: dict[str, str]
    transfer_encoding: str | None
    content_id: str | None
    boundary: bytes | None = None
    end: int = 0
    children: list["_Node"] = field(default_factory=list)
    part: Part | None = None


def parse(raw: bytes, limits: Limits, log: DefectLog) -> Structure:
    """Find the entities of `raw`; what is malformed goes to `log`."""
    if b"\n" not in raw and b"\r" in raw:
        log.add("bare-cr", "line ends are bare CR")
        raw = raw.replace(b"\r", b"\n")
    return _Splitter(raw, limits, log).split()


class _Splitter:
    def __init__(self, raw: bytes, limits: Limits, log: DefectLog) -> None:
        self.raw, self.limits, self.log = raw, limits, log
        self.nodes: list[_Node] = []
        self.unfinished: list[_Node] = []
        self.open: dict[bytes, _Node] = {}
        self.header_budget = limits.header_bytes

    def split(self) -> Structure:
        leading = _LEADING.match(self.raw)
        assert leading is not None
        section = fields.scan(self.raw, leading.end(), self.limits, self.log)
        self._enter(None, section)
        position = section.body
        while self.open and (line := self._delimiter(position)):
            start, after, boundary, closing = line
            node = self.open[boundary]
            self._finish(node.depth, start)
            if closing:
                del self.open[boundary]
                position = after
                continue
            if len(self.nodes) > self.limits.mime_parts:
                self.log.reach("mime_parts", span=(start, after))
                break
            section = fields.scan(self.raw, after, self.limits, self.log, self.header_budget)
            self.header_budget -= section.span[1] - section.span[0]
            self._enter(node, section)
            position = section.body
        self._finish(-1, len(self.raw))
        return Structure(self._frozen(), self.nodes[0].section.fields)

    def _enter(self, parent: _Node | None, section: Section) -> None:
        node = self._node(parent, section)
        self.nodes.append(node)
        self.unfinished.append(node)
        if parent:
            parent.children.append(node)
        if not node.content_type.startswith("multipart/"):
            return
        if node.depth >= self.limits.mime_depth:
            self.log.reach("mime_depth", span=section.span)
            return
        boundary = self._boundary(node)
        if boundary in self.open:
            self.log.add("duplicate-boundary", span=section.span)
        elif boundary:
            node.boundary = boundary
            self.open[boundary] = node

    def _node(self, parent: _Node | None, section: Section) -> _Node:
        content: dict[str, RawField] = {}
        for each in section.fields:
            name = each.name.lower()
            if name.startswith("content-"):
                if name in content and name in _SINGLE:
                    self.log.add("duplicate-field", each.name, each.span)
                content.setdefault(name, each)
        declared = parameters.parse(content["content-type"].raw_value) if "content-type" in content else _NONE
        disposition = (
            parameters.parse(content["content-disposition"].raw_value)
            if "content-disposition" in content
            else _NONE
        )
        for name in declared.repeated + disposition.repeated:
            self.log.add("duplicate-parameter", name, section.span)
        content_type = declared.token
        if not _TYPE.match(content_type):
            if content_type:
                self.log.add("invalid-content-type", content_type[:60], section.span)
            digest = parent is not None and parent.content_type == "multipart/digest"
            content_type = "message/rfc822" if digest else "text/plain"
        encoding = _value(content, "content-transfer-encoding").lower().split(";")[0].strip("\"' \t")
        path = f"{parent.path}.{len(parent.children) + 1}".lstrip(".") if parent else ""
        return _Node(
            path,
            parent.depth + 1 if parent else 0,
            section,
            content_type,
            disposition,
            declared.parameters,
            encoding or None,
            _value(content, "content-id").strip("<> \t") or None,
        )

    def _boundary(self, node: _Node) -> bytes | None:
        declared = node.parameters.get("boundary", "").rstrip()
        boundary = declared.encode("utf-8", "surrogateescape")
        if boundary and len(boundary) <= _LONGEST_BOUNDARY:
            return boundary
        self.log.add("no-boundary", node.content_type, node.section.span)
        begin = max(0, node.section.body - 1)
        guess = _FIRST_DASHES.search(self.raw, begin, begin + _GUESS_WITHIN)
        if guess and self.raw.find(b"\n--" + guess[1], guess.end() - 1) >= 0:
            return guess[1]
        return None

    def _delimiter(self, position: int) -> tuple[int, int, bytes, bool] | None:
        """The next delimiter line at or after `position`: its start, the byte after it, the
        boundary, and whether it closes.
        """
        raw = self.raw
        hit = raw.find(b"\n--", max(0, position - 1))
        while hit >= 0:
            end = raw.find(b"\n", hit + 3)
            end = len(raw) if end < 0 else end
            if end - hit <= _LONGEST_BOUNDARY + 64:
                line = raw[hit + 3 : end].rstrip(b" \t\r")
                if line in self.open:
                    return hit + 1, min(end + 1, len(raw)), line, False
                if line.endswith(b"--") and line[:-2] in self.open:
                    return hit + 1, min(end + 1, len(raw)), line[:-2], True
            hit = raw.find(b"\n--", end)
        return None

    def _finish(self, depth: int, start: int) -> None:
        """End every entity below `depth` before the delimiter line at `start`.

        The line end before a delimiter belongs to it (RFC 2046 section 5.1.1).
        """
        end = start
        if start < len(self.raw):
            end -= 1
            if end and self.raw[end - 1] == 13:
                end -= 1
        while self.unfinished and self.unfinished[-1].depth > depth:
            node = self.unfinished.pop()
            node.end = max(end, node.section.body)
            if node.boundary is not None and self.open.get(node.boundary) is node:
                del self.open[node.boundary]
                code = "multipart-not-closed" if node.children else "boundary-not-found"
                self.log.add(code, node.content_type, node.section.span)

    def _frozen(self) -> Part:
        for node in reversed(self.nodes):
            node.part = Part(
                node.path,
                node.content_type,
                node.section.span,
                (node.section.body, node.end),
                node.parameters.get("charset"),
                node.transfer_encoding,
                node.disposition.token or None,
                node.disposition.parameters.get("filename") or node.parameters.get("name"),
                node.content_id,
                node.parameters,
                tuple(child.part for child in node.children if child.part),
            )
        root = self.nodes[0].part
        assert root is not None
        return root


_NONE = parameters.Content()
_SINGLE = frozenset({"content-type", "content-transfer-encoding", "content-disposition"})


def _value(content: dict[str, RawField], name: str) -> str:
    found = content.get(name)
    return found.value if found else ""

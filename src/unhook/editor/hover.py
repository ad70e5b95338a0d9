"""What is told of the name at a place of a rule's source."""

from collections.abc import Iterator, Mapping
from typing import Any

from unhook.message.model import Message
from unhook.message.offsets import Span
from unhook.mql import manual
from unhook.mql import syntax as s
from unhook.mql.checker import Checked, check
from unhook.mql.library.registry import Library
from unhook.mql.parser import parse
from unhook.mql.types import Record


def told(source: str, offset: int, library: Library, lists: Mapping[str, Any]) -> tuple[Span, str] | None:
    """The range of the name at an offset in code points, and text on it in Markdown."""
    checked = check(parse(source).tree, library, query=True)
    for node, span in _named(checked.tree):
        if span[0] <= offset < span[1]:
            text = _about(node, checked, library, lists)
            return (span, text) if text else None
    return None


def _named(node: s.Node) -> Iterator[tuple[s.Node, Span]]:
    """The nodes that have a name, with its place."""
    if isinstance(node, s.Member | s.Call):
        yield node, node.name_span
    elif isinstance(node, s.Root | s.ListRef):
        yield node, node.span
    for child in s.children(node):
        yield from _named(child)


def _about(node: s.Node, checked: Checked, library: Library, lists: Mapping[str, Any]) -> str:
    match node:
        case s.Call(name=name):
            return _function(name, library)
        case s.ListRef(name=name):
            if name not in lists:
                return f"`${name}`: not supplied here; what hangs on it is not evaluated."
            return f"`${name}`: {len(lists[name]):,} entries"
        case s.Root(name=name):
            return _field(name, checked.type_of(node), manual.field(Message, name))
        case s.Member(base=base, name=name):
            owner = checked.type_of(base)
            line = manual.field(owner.shape, name) if isinstance(owner, Record) else None
            return _field(name, checked.type_of(node), line)
        case _:
            return ""


def _function(name: str, library: Library) -> str:
    entry, function = manual.function(name, library), library.get(name)
    if entry is None:
        return ""
    needs = f"\n\nNeeds the fact `{function.needs}`." if function and function.needs else ""
    return f"```\n{entry.signature}\n```\n{entry.line}{needs}\n\n```\n{entry.example}\n```"


def _field(name: str, kind: object, line: str | None) -> str:
    return f"`{name}`: {kind}" + (f"\n\n{line}" if line else "")

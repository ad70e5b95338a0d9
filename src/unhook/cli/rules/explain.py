"""`unhook rules explain`: what a rule asks, of what, and how a mail answered part by part."""

import argparse
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unhook.cli import options
from unhook.cli.rules.verb import add, shown

if TYPE_CHECKING:
    from unhook import mql
    from unhook.context import Context
    from unhook.mql.checker import Checked
    from unhook.mql.outline import Part
    from unhook.mql.trace import Tracer

_WIDE = 160
_SHOWN = 120


def register(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verb."""
    parser = add(
        verbs, "explain", run, "say what a rule asks, what it needs, and with --on how a mail answers it"
    )
    parser.add_argument("rule", metavar="RULE", help="a rule file, or an expression of the rule language")
    parser.add_argument("--on", metavar="MAIL", help="a mail to work out every part of the rule on")
    options.add_context(parser)


def run(args: argparse.Namespace) -> int:
    """Explain it."""
    from unhook.feeds import installed
    from unhook.mql.outline import outline

    title, program = _program(args.rule)
    context = options.context(args)
    tracer = _tracer(args.on, context) if args.on else None
    print(shown(title))
    if args.on:
        print(f"on {shown(args.on)}")
    print()
    for line in _lines(outline(program.checked, tracer), 0, answered=tracer is not None):
        print(line)
    print()
    for line in _needs(program.checked, context, installed.lists()):
        print(line)
    return 0


def _program(asked: str) -> "tuple[str, mql.Program]":
    from unhook import mql
    from unhook.errors import InputError
    from unhook.rules import rule_file
    from unhook.rules.defaults import library

    path = Path(asked)
    if path.suffix in (".yml", ".yaml") or os.path.isdir(asked):
        if not path.is_file():
            raise InputError(f"{path}: {'is a folder; name one' if path.is_dir() else 'no such'} rule file")
        rule = rule_file.read(path)
        program = mql.compile(rule.source, library(), name=rule.id, query=rule.kind == "query")
        about = f"\n{rule.description}" if rule.description else ""
        return f"{rule.id}: {rule.name} ({rule.kind}, {rule.severity}){about}", program
    return asked, mql.compile(asked, library(), name="expression", query=True)


def _tracer(mail: str, context: "Context") -> "Tracer":
    from unhook import message as messages
    from unhook import mql
    from unhook.cli import sources
    from unhook.errors import InputError
    from unhook.feeds import installed
    from unhook.files.opened import opened
    from unhook.mql.trace import Tracer
    from unhook.rules.defaults import library

    source = next(iter(sources.read([mail])))
    if source.error is not None:
        raise InputError(f"{source.path}: {source.error}")
    message = messages.parse(source.raw, context)
    seen = opened(message, context.about(message))
    return Tracer(library(), mql.Run(seen.message, seen.context, lists=installed.lists()))


def _lines(part: "Part", depth: int, *, answered: bool) -> Iterator[str]:
    from unhook.mql.run import UNSET
    from unhook.mql.types import BOOL
    from unhook.report.columns import cut
    from unhook.report.defang import visible

    condition, known = part.kind == BOOL, part.value is not UNSET
    # The rule's own text is not defanged: it names fields, which look like hosts.
    words = visible(part.words)
    if not condition:
        words += f" = {_value(part.value)}" if known else f": {part.kind}"
    margin = f"{_answer(part.value) if condition and known else '':<6}" if answered else ""
    indent = "  " * depth
    yield cut(f"{margin}{indent}{words}{_missing(part.value)}", _WIDE)
    for place in part.places:
        yield cut(f"{' ' * len(margin)}{indent}    {place.field}: {_quoted(place.snippet)}", _WIDE)
    for each in part.parts:
        yield from _lines(each, depth + 1, answered=answered)


def _answer(value: Any) -> str:
    if value is True or value is False:
        return str(value).lower()
    return "null" if value is None else "open"


def _missing(value: Any) -> str:
    from unhook.mql.values import Unavailable

    if isinstance(value, Unavailable):
        return f"  (not evaluated: needs {', '.join(sorted(value.names))})"
    return ""


def _value(value: Any) -> str:
    from unhook.message.mdm import plain
    from unhook.mql.values import Unavailable

    if isinstance(value, Unavailable):
        return "?"
    if isinstance(value, str):
        return _quoted(value)
    text = json.dumps(plain(value), ensure_ascii=False, default=str)
    counted = f"{len(value)} elements " if isinstance(value, tuple | list | frozenset) else ""
    return counted + _cut(text)


def _quoted(text: str) -> str:
    return f'"{_cut(text)}"'


def _cut(text: str) -> str:
    from unhook.report.defang import harmless

    return harmless(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def _needs(checked: "Checked", context: "Context", lists: Mapping[str, Any]) -> Iterator[str]:
    """Fields, functions, lists and facts, a line each; what is not at hand is marked."""
    from unhook.mql import manual
    from unhook.mql.outline import fields
    from unhook.rules.defaults import library
    from unhook.rules.needs import Supply, asked

    supply = Supply(context, lists)
    names = asked(checked)
    yield "reads"
    yield from (f"  {field}" for field in fields(checked.tree))
    if checked.functions:
        yield "calls"
    for name, function in sorted(checked.functions.items()):
        told = manual.function(name, library())
        yield f"  {name}{function.signature}"
        if told:
            needs = f" Needs the fact {function.needs}." if function.needs else ""
            yield f"      {told.line}{needs}"
    missing = supply.missing(names)
    if names:
        yield "needs"
    for name in sorted(names):
        yield f"  {name}: {'not supplied' if name in missing else 'at hand'}"
    if missing:
        yield "Where a mail leads to what is not supplied, the rule ends as not evaluated."

"""All that is wrong with one rule file: its YAML, its keys, its mails, and its MQL, in file positions."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from unhook import mql
from unhook.errors import RuleError
from unhook.message.offsets import Span
from unhook.mql.diagnostics import nearest
from unhook.rules import cases, keys, rule_file, source_block
from unhook.rules.defaults import library
from unhook.rules.rule_file import RuleFileError
from unhook.rules.source_block import SourceBlock


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `line` and `column` count from 1, `span` is a range of the file in code points; `code` is
    that of the rule language, or `yaml`, `key`, `tests`. `shown` tells it to people, in lines.
    """

    code: str
    message: str
    line: int
    column: int
    span: Span
    severity: Literal["error", "warning"]
    help: str | None
    shown: str


def of(path: Path, text: str) -> tuple[Problem, ...]:
    """The problems of a rule file's text, by line; those of severity `error` make it unusable."""
    return tuple(sorted(_found(path, text), key=lambda each: each.span))


def _found(path: Path, text: str) -> Iterator[Problem]:
    try:
        data = rule_file.mapping(path, text)
    except RuleFileError as error:
        for mistake in error.mistakes:
            yield in_file(path, text, "yaml", mistake.line, mistake.text)
        return
    for key, problem in keys.problems(data):
        yield in_file(path, text, "key", rule_file.line_of(key, text), f"{key}: {problem}")
    for name in data.keys() - keys.KEYS.keys():
        help = nearest(str(name), keys.KEYS)
        if help:
            line = rule_file.line_of(str(name), text)
            yield in_file(path, text, "key", line, f"{name}: is no key of a rule file", help=help)
    try:
        cases.read(path, text)
    except RuleError as error:
        message = str(error).removeprefix(f"{path}: ")
        yield in_file(path, text, "tests", rule_file.line_of("tests", text), message)
    source = data.get("source")
    if keys.KEYS["source"].problem(source) is None:
        yield from _of_source(path, source_block.find(path, text), data)


def _of_source(path: Path, block: SourceBlock, data: dict[str, Any]) -> Iterator[Problem]:
    try:
        checked = mql.analyse(block.source, library(), query=data.get("type") == "query")
        found = checked.diagnostics
    except mql.DiagnosticError as error:
        found = error.diagnostics
    for each in found:
        line, column = block.position(each.span[0])
        shown = each.render(block.source, str(path), (line, column))
        span = block.span(each.span)
        yield Problem(each.code, each.message, line, column, span, each.severity, each.help, shown)


def in_file(path: Path, text: str, code: str, line: int, message: str, *, help: str | None = None) -> Problem:
    """A problem of a whole line of the file; one that comes with `help` is a warning."""
    lines = text.split("\n")
    line = min(line, len(lines))
    start = sum(len(each) + 1 for each in lines[: line - 1])
    shown = f"{path}:{line}: {message}" + (f" ({help})" if help else "")
    severity: Literal["error", "warning"] = "warning" if help else "error"
    end = start + len(lines[line - 1])
    return Problem(code, message, line, 1, (start, end), severity, help, shown)

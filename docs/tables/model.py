"""The paths of the message model, and the records that functions give."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docs.tables.markdown import agree, code, table

from unhook.message.model import Message
from unhook.mql.manual import described
from unhook.mql.schema import roots
from unhook.mql.types import ListOf, MapOf, Record, Type, fields_of
from unhook.rules.defaults import library


def model() -> str:
    """Every path of the message model; a record is spelt out at its shortest path."""
    lines = described("fields.yml")
    homes = _homes()
    shapes = {Message, *homes}
    agree(
        "fields.yml",
        {f"{shape.__name__}.{name}" for shape in shapes for name in _names(shape)},
        {f"{shape}.{name}" for shape, told in lines.items() for name in told},
    )
    parts = []
    for name, root in roots().items():
        rows = [_path_row(name, root.type, root.nullable, lines["Message"][name], homes)]
        rows += _rows(root.type, name, homes, lines)
        parts.append(f"### `{name}`\n\n{table(('path', 'type', 'what it is'), rows)}")
    return "\n\n".join(parts)


def _names(shape: type) -> Iterable[str]:
    return roots() if shape is Message else fields_of(shape)


def _homes() -> dict[type, str]:
    """Where each record is spelt out: its shortest path, an array counting as two steps."""
    places: defaultdict[type, list[str]] = defaultdict(list)

    def walk(kind: Type, path: str) -> None:
        shape, path = _record(kind, path)
        if shape is not None:
            places[shape].append(path)
            for name, entry in fields_of(shape).items():
                walk(entry.type, f"{path}.{name}")

    for name, root in roots().items():
        walk(root.type, name)
    return {shape: min(found, key=_steps) for shape, found in places.items()}


def _steps(path: str) -> tuple[bool, int]:
    # Fields that few mails have are nobody's first example.
    return ".x_" in path, path.count(".") + 2 * path.count("[]")


def _record(kind: Type, path: str) -> tuple[type | None, str]:
    while isinstance(kind, ListOf | MapOf):
        kind, path = (kind.item, f"{path}[]") if isinstance(kind, ListOf) else (kind.value, f'{path}["key"]')
    return (kind.shape if isinstance(kind, Record) else None), path


def _rows(kind: Type, path: str, homes: Mapping[type, str], lines: Any) -> Iterator[tuple[str, str, str]]:
    shape, path = _record(kind, path)
    if shape is None or homes[shape] != path:
        return
    for name, entry in fields_of(shape).items():
        below = f"{path}.{name}"
        yield _path_row(below, entry.type, entry.nullable, lines[shape.__name__][name], homes)
        yield from _rows(entry.type, below, homes, lines)


def _path_row(
    path: str, kind: Type, nullable: bool, line: str, homes: Mapping[type, str]
) -> tuple[str, str, str]:
    shape, place = _record(kind, path)
    elsewhere = f" Fields as at `{homes[shape]}`." if shape is not None and homes[shape] != place else ""
    return f"`{path}`", code(f"{kind}{'?' if nullable else ''}"), line + elsewhere


def results() -> str:
    """The records that functions give and that the message itself does not hold."""
    known, waiting = set(_homes()) | {Message}, []
    found: dict[str, str] = {}
    for name in sorted(library().names()):
        function = library().get(name)
        assert function is not None
        waiting.append(function.signature.returns)
    while waiting:
        shape, _ = _record(waiting.pop(0), "")
        if shape is None or shape in known:
            continue
        known.add(shape)
        entries = fields_of(shape)
        found[shape.__name__] = ", ".join(f"`{name}` {each.type}" for name, each in entries.items())
        waiting += [each.type for each in entries.values()]
    return table(("value", "fields"), ((f"`{name}`", found[name]) for name in sorted(found)))

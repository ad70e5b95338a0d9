"""What scanners answer of one file: held to its limits, and put together."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from unhook.files.model import Child, Fault, Found
from unhook.limits import FileLimits

FAULTS = 200
_INTEGERS = range(-(2**63), 2**64)

Item = TypeVar("Item")


def bounded(found: Found, limits: FileLimits, room: int) -> Found:
    """`found` within its limits, and a fault for each that cut something. `room`: bytes of all children."""
    faults = list(found.faults[:FAULTS])

    def cut(items: tuple[Item, ...], most: int, limit: str) -> tuple[Item, ...]:
        if len(items) > most:
            faults.append(Fault(f"limit:{limit}"))
        return items[:most]

    children = cut(found.children, limits.files, "files")
    fitting = tuple(_fitting(children, room))
    if len(fitting) < len(children):
        faults.append(Fault("limit:scanned_bytes"))
    return replace(
        found,
        children=fitting,
        references=cut(found.references, limits.references, "references"),
        texts=cut(found.texts, limits.names, "names"),
        signs=cut(found.signs, limits.names, "names"),
        flavors=cut(found.flavors, limits.names, "names"),
        faults=tuple(faults),
    )


def _fitting(children: Iterable[Child], room: int) -> Iterable[Child]:
    for child in children:
        room -= len(child.data)
        if room < 0:
            return
        yield child


def merged(parts: Iterable[Found]) -> Found:
    """One answer of many, in their order. The first value of a member counts; objects are united."""
    parts = list(parts)
    record: dict[str, Any] = {}
    for part in parts:
        record = _united(record, part.record)
    return Found(
        record=record,
        children=tuple(each for part in parts for each in part.children),
        references=tuple(each for part in parts for each in part.references),
        texts=tuple(each for part in parts for each in part.texts),
        signs=tuple(each for part in parts for each in part.signs),
        faults=tuple(each for part in parts for each in part.faults),
        mime=next((part.mime for part in parts if part.mime is not None), None),
        flavors=tuple(dict.fromkeys(each for part in parts for each in part.flavors)),
    )


def _united(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    united = dict(first)
    for key, value in second.items():
        known = united.get(key)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            united[key] = _united(known, value)
        elif known is None:
            united[key] = value
    return united


def plain(value: Any) -> Any:
    """The nearest value that msgpack can carry: files hold names in no encoding and numbers without end."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case bool() | float() | None:
            return value
        case int():
            return value if value in _INTEGERS else None
        case bytes() | bytearray():
            return bytes(value).decode("utf-8", "replace")
        case Mapping():
            return {plain(str(key)): plain(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(each) for each in value]
        case _:
            return plain(str(value))

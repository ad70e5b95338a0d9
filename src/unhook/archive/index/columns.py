"""The table's columns: the message model under its own names, and what an index adds to it."""

from collections.abc import Mapping
from functools import cache

from unhook.archive.index.engine import name
from unhook.message.model import Headers, Message
from unhook.mql.types import BOOL, FLOAT, INT, STRING, TIME, ListOf, Record, Type, fields_of

OWN = {"path": "VARCHAR", "place": "BIGINT", "sha256": "VARCHAR", "whole": "BOOLEAN", "raw": "BLOB"}
"""Where a mail stands (`place` counts from 0 in a mailbox), its bytes, and whether the columns hold
exactly what the model does.
"""

_SCALARS: dict[Type, str] = {
    STRING: "VARCHAR",
    INT: "BIGINT",
    FLOAT: "DOUBLE",
    BOOL: "BOOLEAN",
    TIME: "TIMESTAMP",
}

# What nothing in a mail's bytes says.
_FACTS = frozenset({"external"})

# What the asker's context decides as well: kept for people's own queries, as it was when indexed.
_CONTEXTUAL = frozenset({(Message, "type"), (Message, "mailbox"), (Headers, "auth_summary")})


@cache
def model() -> Mapping[str, Type]:
    """The model's columns: its top-level fields by name."""
    return {
        field: found.type
        for field, found in fields_of(Message).items()
        if field not in _FACTS and sql_type(found.type)
    }


@cache
def sql_type(kind: Type) -> str | None:
    """DuckDB's type for a type of the rule language; `None` for maps, which have no column."""
    if isinstance(kind, ListOf):
        item = sql_type(kind.item)
        return item and f"{item}[]"
    if isinstance(kind, Record):
        inner = (f"{name(field)} {type}" for field, type in sql_fields(kind).items())
        return f"STRUCT({', '.join(inner)})"
    return _SCALARS.get(kind)


def sql_fields(kind: Record) -> Mapping[str, str]:
    """The stored fields of a record with their types."""
    known = ((field, sql_type(found.type)) for field, found in fields_of(kind.shape).items())
    return {field: type for field, type in known if type}


def answers(shape: type, field: str) -> bool:
    """Whether the column of this field holds what every hunt would find there."""
    if (shape, field) in _CONTEXTUAL or (shape is Message and field not in model()):
        return False
    return field in fields_of(shape) and sql_type(fields_of(shape)[field].type) is not None

"""Rows that are put in once, whoever else does so at the same time."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same key is there, also one that another process just wrote."""
    return connection.execute(_insert_new(connection.dialect.name, table), row).first() is not None


@cache
def _insert_new(dialect: str, table: Table) -> Any:
    # Made once: building a statement takes longer than executing it.
    return absent(dialect, table).returning(*table.primary_key)


@cache
def absent(dialect: str, table: Table) -> Any:
    """The statement that inserts a row unless one with the same key is there."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table).on_conflict_do_nothing()

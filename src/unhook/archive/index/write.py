"""Rows to a Parquet file, which is there when it is whole and not before."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING

from unhook.archive.index import columns
from unhook.archive.index.engine import about, connect, name, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STAMP = "unhook"
"""The key of Parquet's metadata under which an index says what read its mails."""

PART_BYTES = 64 * 1024 * 1024
ROWS = 2_048
"""Rows of a group, which is what one core reads at a time; more would hold too many mails in memory."""

_LEAST_OBJECT = 16 * 1024 * 1024


class Writer:
    """Collects rows and makes the file of them; use it as a context manager.

    Everything stands in a draft folder beside the file until `finish`; leaving without it
    takes the folder away. Raises InputError without DuckDB, and like OSError where nothing can be
    written.
    """

    def __init__(self, path: Path, stamp: str) -> None:
        self._path, self._stamp = path, stamp
        self._connection: DuckDBPyConnection | None = None
        connect().close()
        self._folder = TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent)
        self._parts: list[Path] = []
        self._rows: list[bytes] = []
        self._bytes = 0

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
        self._folder.cleanup()

    def add(self, row: bytes) -> None:
        """Take a row (`row.of`)."""
        self._rows.append(row)
        self._bytes += len(row)
        if self._bytes >= PART_BYTES:
            self._write_part()

    def finish(self) -> int:
        """Put the file in its place, over an older one; its size in bytes."""
        if self._rows or not self._parts:
            self._write_part()
        draft = self._parts[0]
        if len(self._parts) > 1:
            draft = Path(self._folder.name, "whole.parquet")
            parts = ", ".join(quoted(str(part)) for part in self._parts)
            self._copy(f"FROM read_parquet([{parts}])", draft)
        size = draft.stat().st_size
        os.replace(draft, self._path)
        return size

    def _write_part(self) -> None:
        rows = Path(self._folder.name, "rows.jsonl")
        with rows.open("wb") as lines:
            lines.writelines(self._rows)
        longest = max(map(len, self._rows), default=0)
        self._rows.clear()
        self._bytes = 0
        types = {**columns.OWN, "raw": "VARCHAR"} | {
            field: columns.sql_type(kind) for field, kind in columns.model().items()
        }
        declared = ", ".join(f"{quoted(field)}: {quoted(str(type))}" for field, type in types.items())
        part = Path(self._folder.name, f"{len(self._parts)}.parquet")
        self._copy(
            f"SELECT * REPLACE (from_base64(raw) AS raw) FROM read_json({quoted(str(rows))},"
            f" format = 'newline_delimited', columns = {{{declared}}},"
            f" maximum_object_size = {max(_LEAST_OBJECT, longest + 1)})",
            part,
        )
        self._parts.append(part)

    def _copy(self, query: str, path: Path) -> None:
        # Opened late: processes that parse mails are forked before DuckDB starts its threads.
        if self._connection is None:
            self._connection = connect()
        with about(str(self._path)):
            self._connection.execute(
                f"COPY ({query}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd,"
                f" ROW_GROUP_SIZE {ROWS}, KV_METADATA {{{name(STAMP)}: {quoted(self._stamp)}}})"
            )

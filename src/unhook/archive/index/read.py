"""Hunts over an index: which of its mails are worth a look, and their bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from unhook.archive.hunt import Hunt
from unhook.archive.index.engine import opened, quoted
from unhook.archive.index.logic import TRUE
from unhook.archive.index.narrow import narrowed
from unhook.archive.index.stamp import stamp
from unhook.archive.index.write import STAMP
from unhook.errors import InputError
from unhook.feeds import installed
from unhook.message.container.stored import Stored
from unhook.message.model import Message
from unhook.mql import Run

MAGIC = b"PAR1"
_FETCHED = 64


def is_index(path: str) -> bool:
    """Whether a path leads to a Parquet file."""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


@dataclass(frozen=True)
class Index:
    """A file that `write.Writer` made. Its methods raise InputError for any other, and without DuckDB."""

    path: str

    @cached_property
    def mails(self) -> int:
        """How many mails there are."""
        with opened(self.path, 1) as connection:
            found = connection.execute(f"SELECT count(*) FROM {self._table}").fetchone()
        return int(found[0]) if found else 0

    def current(self, hunt: Hunt) -> bool:
        """Whether the columns are what the hunt would read in the mails. Of an older index they are not."""
        return self._stamp == stamp(hunt.context.limits).encode()

    def candidates(self, hunt: Hunt) -> list[int]:
        """The mails that must be asked, by their rows in order: every other is surely no answer."""
        run = Run(Message(), hunt.context, lists=installed.lists())
        condition = narrowed(hunt.checked, run) if self.current(hunt) else TRUE
        if condition == TRUE:
            return list(range(self.mails))
        with opened(self.path) as connection:
            found = connection.execute(
                f"SELECT file_row_number FROM {self._table} WHERE NOT whole OR {condition}"
                " ORDER BY file_row_number"
            )
            return [row for (row,) in found.fetchall()]

    def read(self, rows: list[int]) -> Iterator[Stored]:
        """The mails of these rows, in order."""
        # One thread: the others would not be there in processes that are forked meanwhile.
        with opened(self.path, 1) as connection:
            found = connection.execute(
                f"SELECT path, place, raw FROM {self._table}"
                " WHERE file_row_number IN (SELECT unnest(?)) ORDER BY file_row_number",
                [rows],
            )
            while fetched := found.fetchmany(_FETCHED):
                for path, place, raw in fetched:
                    yield Stored(raw, path, place)

    @cached_property
    def _stamp(self) -> bytes:
        with opened(self.path, 1) as connection:
            found = connection.execute(
                f"SELECT value FROM parquet_kv_metadata({quoted(self.path)}) WHERE key = {quoted(STAMP)}"
            ).fetchone()
        if found is None:
            raise InputError(f"{self.path}: a Parquet file, but no index; make one with: unhook index")
        return bytes(found[0])

    @property
    def _table(self) -> str:
        return f"read_parquet({quoted(self.path)}, file_row_number = true)"

"""DuckDB, which reads and writes the table: an extra that nothing else of Unhook needs."""

from typing import TYPE_CHECKING

from unhook.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MISSING = "an index needs DuckDB; install it with: pip install 'unhook[index]'"


def connect(threads: int | None = None) -> "DuckDBPyConnection":
    """A connection of its own, in memory, that fetches nothing. By default it uses all cores.

    Raises InputError when DuckDB is not installed.
    """
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise InputError(MISSING) from error
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    if threads is not None:
        connection.execute(f"SET threads = {threads}")
    return connection


def quoted(text: str) -> str:
    """The text as an SQL literal. Raises ValueError for what no literal can hold."""
    text.encode()
    if "\0" in text:
        raise ValueError("no literal holds NUL")
    return "'" + text.replace("'", "''") + "'"


def name(text: str) -> str:
    """The text as an SQL name."""
    return '"' + text.replace('"', '""') + '"'

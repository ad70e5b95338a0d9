"""DuckDB, which reads and writes the table: an extra that nothing else of Unhook needs."""

import atexit
import gc
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from unhook.errors import InputError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MISSING = "an index needs DuckDB; install it with: pip install 'unhook[index]'"


class Unspeakable(Exception):
    """A text with NUL or half a surrogate pair."""


def connect(threads: int | None = None) -> "DuckDBPyConnection":
    """A connection of its own, in memory, that fetches nothing. By default it uses all cores.

    Raises InputError when DuckDB is not installed.
    """
    config: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    if threads is not None:
        config["threads"] = threads
    connection: DuckDBPyConnection = _duckdb().connect(config=config)
    return connection


@contextmanager
def opened(path: str, threads: int | None = None) -> "Iterator[DuckDBPyConnection]":
    """A connection, closed at the end, whose errors are InputErrors about the path."""
    connection = connect(threads)
    try:
        with about(path), _ended_by_signals(connection):
            yield connection
    finally:
        connection.close()


@contextmanager
def _ended_by_signals(connection: "DuckDBPyConnection") -> Iterator[None]:
    """A signal ends the query at once: DuckDB asks for signals only between its tasks, and a task may last.

    In the main thread alone, which is the one that gets signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard, told = socket.socketpair()
    told.setblocking(False)

    def listen() -> None:
        while heard.recv(1):
            connection.interrupt()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    before = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        told.close()
        listener.join()
        heard.close()


@contextmanager
def about(path: str) -> Iterator[None]:
    """DuckDB's errors become InputErrors about the path, its interruption by Ctrl-C that of Python."""
    try:
        yield
    except _duckdb().InterruptException as error:
        raise KeyboardInterrupt from error
    except _duckdb().Error as error:
        raise InputError(f"{path}: {str(error).splitlines()[0]}") from error
    except RuntimeError as error:
        if "interrupted" not in str(error):
            raise
        raise KeyboardInterrupt from error


@cache
def _duckdb() -> Any:
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise InputError(MISSING) from error
    # Its binding complains of every object that is left when the process ends, and `unhook.__main__`
    # leaves them all.
    atexit.register(gc.unfreeze)
    return duckdb


def quoted(text: str) -> str:
    """The text as an SQL literal. Raises Unspeakable for what none can hold."""
    if "\0" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise Unspeakable(text)
    return "'" + text.replace("'", "''") + "'"


def name(text: str) -> str:
    """The text as an SQL name."""
    return '"' + text.replace('"', '""') + '"'

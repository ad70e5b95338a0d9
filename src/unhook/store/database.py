"""A connection to SQLite or PostgreSQL: transactions that either hold wholly or raise `StoreError`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url

from unhook.errors import ConfigError, StoreError
from unhook.store.failure import told

BUSY_SECONDS = 5.0
"""How long a writer waits for another."""
_WRITES = "unhook_writes"
_GIVE = "give sqlite:///FILE or postgresql://HOST/NAME"


class Database:
    """A database by its URL: `sqlite:///file`, the path of a file, or `postgresql://host/name`.

    Safe to use from several threads, and after a fork. Raises `ConfigError` for any other URL. `makes`: a
    file that is not there is made; else it is gone, as is one that was there before: an empty one in its
    place would hide that.
    """

    def __init__(self, url: str, busy_seconds: float = BUSY_SECONDS, *, makes: bool = True) -> None:
        self.url = _parsed(url)
        self.busy_seconds = busy_seconds
        self._makes = makes
        self.path = Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None
        self._engine: tuple[int, Engine] | None = None
        self._file: tuple[int, int] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # One of each in every process, however often a task is handed to it.
        return _shared, (self.url.render_as_string(hide_password=False), self.busy_seconds)

    @property
    def name(self) -> str:
        """The URL without its password."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; it is kept when the block ends, and undone when it raises."""
        with self._transaction(writes=True) as connection:
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        if self._engine is not None and self._engine[0] == os.getpid():
            self._engine[1].dispose()
        self._engine = self._file = None

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        self._same_file()
        with told():
            engine = self._mine().execution_options(**self._options(writes))
            with engine.connect() as connection, connection.begin():
                yield connection

    def _options(self, writes: bool) -> dict[str, Any]:
        if self.path is not None:
            return {_WRITES: writes}
        # A writer has to see what another wrote while it waited; a reader must not.
        return {"isolation_level": "READ COMMITTED" if writes else "REPEATABLE READ"}

    def _mine(self) -> Engine:
        """The engine of this process: a connection must not be shared with a parent."""
        if self._engine is None or self._engine[0] != os.getpid():
            if self._engine is not None:
                self._engine[1].dispose(close=False)
            self._engine = os.getpid(), self._made()
        return self._engine[1]

    def _made(self) -> Engine:
        if self.path is None:
            return create_engine(
                self.url,
                pool_pre_ping=True,
                connect_args={"connect_timeout": max(1, int(self.busy_seconds))},
            )
        engine = create_engine(self.url, connect_args={"timeout": self.busy_seconds})
        event.listen(engine, "connect", self._connected)
        event.listen(engine, "begin", _begun)
        return engine

    def _connected(self, raw: Any, _: Any) -> None:
        # The driver's own idea of when a transaction begins would let two readers become writers.
        raw.isolation_level = None
        for pragma in (
            f"busy_timeout = {int(self.busy_seconds * 1000)}",
            "journal_mode = WAL",
            # Each commit is on the disk: mail that was acknowledged is not lost with the power.
            "synchronous = FULL",
            "foreign_keys = ON",
            "cache_size = -65536",
            "journal_size_limit = 67108864",
        ):
            raw.execute(f"PRAGMA {pragma}").close()

    def _same_file(self) -> None:
        """SQLite goes on writing to a file that was removed or replaced, and nobody would find it again."""
        if self.path is None:
            return
        try:
            status = self.path.stat()
        except FileNotFoundError:
            if self._file is not None or not self._makes:
                self.close()
                raise StoreError(f"{self.path}: the database is gone", temporary=True) from None
            status = _created(self.path)
        except OSError as error:
            raise StoreError(f"{self.path}: {error.strerror or error}", temporary=True) from error
        file = status.st_dev, status.st_ino
        if self._file not in (None, file):
            self.close()
        self._file = file


@cache
def _shared(url: str, busy_seconds: float) -> Database:
    return Database(url, busy_seconds, makes=False)


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _created(path: Path) -> os.stat_result:
    """An empty file that only its owner may read; SQLite gives its journals the same mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        return path.stat()
    except OSError as error:
        raise StoreError(f"{path}: cannot be made: {error.strerror or error}", temporary=True) from error


def _parsed(text: str) -> URL:
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except exc.ArgumentError:
        raise ConfigError(f"this is no URL of a store; {_GIVE}") from None
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not url.database or url.database == ":memory:":
        raise ConfigError(f"{url.render_as_string()}: {_GIVE}")
    return url

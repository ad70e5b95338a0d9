"""What a database says went wrong, as a `StoreError`: the one place that tells temporary from permanent."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from unhook.errors import StoreError

_SQLITE_TEMPORARY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_PRIMARY = 0xFF
"""An extended result code holds the primary one in its low byte (sqlite.org/rescode.html)."""
_POSTGRESQL_TEMPORARY = ("08", "25006", "40", "53", "55P03", "57", "58")
"""Classes and codes (PostgreSQL, appendix A): connection, read-only standby, serialization and deadlock, no
resources, lock not available, operator intervention, system error.
"""


@contextmanager
def told() -> Iterator[None]:
    """What the database raises within comes out as a `StoreError`; other errors are the caller's own."""
    try:
        yield
    except exc.TimeoutError as error:
        raise StoreError("the store has no connection free", temporary=True) from error
    except exc.DBAPIError as error:
        raise StoreError(_text(error), temporary=_temporary(error)) from error
    except sqlite3.Error as error:
        raise StoreError(f"the store failed: {error}", temporary=_of_sqlite(error)) from error


def _temporary(error: exc.DBAPIError) -> bool:
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        return _of_sqlite(origin)
    state = getattr(origin, "sqlstate", None)
    if state is None:
        # No answer at all: the server could not be reached, or went away amid the question.
        return isinstance(error, exc.OperationalError | exc.InterfaceError)
    return str(state).startswith(_POSTGRESQL_TEMPORARY)


def _of_sqlite(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & _PRIMARY in _SQLITE_TEMPORARY


def _text(error: exc.DBAPIError) -> str:
    """The first line alone: what follows may quote values, which are people's."""
    lines = str(error.orig).strip().splitlines()
    return f"the store failed: {lines[0] if lines else type(error.orig).__name__}"

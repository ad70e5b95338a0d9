"""The store: one object to open, and transactions to do things in.

    store = Store.open("sqlite:////var/lib/unhook/mail.db")
    store.record(checked.message, checked.verdict, Delivery("milter", recipients=("jo@example.com",)))
    with store.reading() as connection:
        found = search.search(connection, search.parse("from:example.net -verdict:clean"))

What is done in one `writing()` block holds together or not at all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, inspect, text

from unhook.errors import StoreError
from unhook.message.model import Message
from unhook.store import keys as key_files
from unhook.store import record as recording
from unhook.store.database import BUSY_SECONDS, Database
from unhook.store.keys import Keys
from unhook.store.model import Delivery, Keeping, Recorded
from unhook.store.schema import REVISION
from unhook.store.sealed import Safe
from unhook.verdict.model import Verdict

_LOCK = 0x6D696772617465
"""PostgreSQL's advisory lock under which tables are changed."""
_KEEPING = Keeping()
_DELIVERY = Delivery()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Store:
    """Where mail, verdicts and what people did are kept. Safe to use from several threads and processes.

    Every method raises `StoreError`, which says whether trying again may help.
    """

    database: Database
    keeping: Keeping = _KEEPING
    safe: Safe = field(default_factory=lambda: Safe(Keys()))
    clock: Callable[[], datetime] = _now

    @classmethod
    def open(
        cls,
        url: str,
        keeping: Keeping = _KEEPING,
        keys: Keys | None = None,
        *,
        clock: Callable[[], datetime] = _now,
        busy_seconds: float = BUSY_SECONDS,
        migrate: bool | None = None,
    ) -> "Store":
        """Open a store by its URL. `keys` are read from the environment where none are given.

        An SQLite database is made and migrated by itself, a PostgreSQL one only with `migrate`: otherwise
        one whose tables are not this version's raises `StoreError`. Raises `ConfigError` for an unusable
        URL or key.
        """
        store = cls(Database(url, busy_seconds), keeping, Safe(keys or key_files.read()), clock)
        if store.revision() != REVISION:
            if not (store.database.path is not None if migrate is None else migrate):
                raise StoreError(
                    f"{store.database.name}: the tables are not this version's; run: unhook store migrate",
                    temporary=False,
                )
            store.migrate()
        return store

    def close(self) -> None:
        """Give all connections back."""
        self.database.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store."""
        with self.database.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept when the block ends, and undone when it raises."""
        with self.database.writing() as connection:
            yield connection

    def now(self) -> datetime:
        """The time that is written down."""
        return self.clock()

    def record(
        self,
        message: Message,
        verdict: Verdict | None,
        delivery: Delivery = _DELIVERY,
        *,
        keep_raw: bool = False,
        connection: Connection | None = None,
    ) -> Recorded:
        """Record a message once, with its verdict and its sender's history, all together: in the
        transaction of `connection`, else in one of its own.

        The same content to the same envelope recipients (or the same mailbox) is the same message, however
        often it is recorded. `keep_raw` keeps the bytes whatever the policy says, as quarantine needs it.
        """
        raw = keep_raw or self.keeping.wants_raw(verdict.level if verdict else None)
        with nullcontext(connection) if connection is not None else self.writing() as at_hand:
            return recording.record(
                at_hand, self.safe, message, verdict, delivery=delivery, now=self.now(), raw=raw
            )

    def revision(self) -> str | None:
        """Which migration the tables are at; `None` before the first."""
        with self.reading() as connection:
            return _revision(connection)

    def migrate(self) -> None:
        """Bring the tables to this version's; several that do so at once do it once."""
        with self.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            found = _revision(connection)
            if found == REVISION:
                return
            if found is not None and found > REVISION:
                raise StoreError(
                    f"{self.database.name}: the tables are of a newer version ({found})", temporary=False
                )
            # Loaded here: it takes longer than all the rest, and hardly anybody needs it.
            from unhook.store import migrations

            migrations.upgrade(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found

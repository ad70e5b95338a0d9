"""Writers that are killed, race each other, or find the database locked, full, damaged or gone."""

import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from bench.store import faults
from sqlalchemy import text

from unhook.errors import ConfigError, StoreError
from unhook.store import Keeping, Keys, Store, schema, search, upkeep
from unhook.store.database import Database
from unhook.store.query import Query

from .conftest import KEYS, NOW, Opener
from .mails import mail, verdict


def test_a_killed_writer_loses_and_doubles_nothing(url: str) -> None:
    """A dozen kills; `bench.store.faults` does a thousand. The clock jumps by years all the while."""
    assert faults.run(url, 12, longest=0.1).problems == ()


def _record(url: str, numbers: list[int]) -> int:
    store = Store.open(url, Keeping(raw="all"), KEYS, busy_seconds=60, clock=lambda: NOW)
    return sum(store.record(faults.mail(number), faults.verdict()).new for number in numbers)


def test_racing_writers_record_each_mail_once(url: str) -> None:
    Store.open(url, Keeping(raw="all"), KEYS).close()
    numbers = list(range(15))
    with get_context("spawn").Pool(3) as pool:
        new = pool.starmap(_record, [(url, numbers), (url, numbers[::-1]), (url, numbers[5:] + numbers[:5])])
    assert sum(new) == len(numbers)
    store = Store.open(url, keys=KEYS)
    with store.reading() as connection:
        assert len(search.search(connection, Query()).messages) == len(numbers)
        assert len(connection.execute(schema.contacts.select()).all()) == 4 * len(numbers)
    store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mail.db"


@pytest.fixture
def sqlite(path: Path) -> Store:
    return Store.open(
        str(path), Keeping(raw="all", mature_days=0), KEYS, clock=lambda: NOW, busy_seconds=0.05
    )


def fails(store: Store, *, temporary: bool, told: str = "") -> None:
    with pytest.raises(StoreError, match=told) as caught:
        store.record(mail(id_="lost", body="x" * 200_000), verdict())
    assert caught.value.temporary is temporary


def count(store: Store) -> int:
    with store.reading() as connection:
        return len(search.search(connection, Query()).messages)


def test_a_locked_database_is_temporary(sqlite: Store, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    fails(sqlite, temporary=True, told="locked")
    assert count(sqlite) == 0  # reading goes on
    other.rollback()
    assert sqlite.record(mail(), verdict()).new


def test_a_full_disk_is_temporary_and_leaves_nothing_half_done(sqlite: Store) -> None:
    sqlite.record(mail(), verdict())

    def limit(pages: int) -> None:
        with sqlite.writing() as connection:
            connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    def write(number: int) -> None:
        sqlite.record(faults.mail(number), verdict())

    limit(1)  # as many as there are now
    with pytest.raises(StoreError, match="full") as caught:
        list(map(write, range(1_000)))
    assert caught.value.temporary
    kept = count(sqlite)
    limit(1_000_000)
    assert not sqlite.record(mail(), verdict()).new
    assert sqlite.record(faults.mail(2_000), verdict()).new
    assert count(sqlite) == kept + 1
    assert upkeep.check(sqlite) == ()


def test_a_file_that_is_gone_is_noticed(sqlite: Store, path: Path) -> None:
    """SQLite itself would go on writing to a file that has no name any more."""
    sqlite.record(mail(), verdict())
    path.rename(path.with_name("moved"))
    fails(sqlite, temporary=True, told="gone")
    path.with_name("moved").rename(path)
    assert count(sqlite) == 1


def test_a_file_that_was_replaced_is_opened_anew(sqlite: Store, path: Path, tmp_path: Path) -> None:
    sqlite.record(mail(), verdict())
    other = Store.open(str(tmp_path / "other.db"), keys=KEYS)
    other.close()
    (tmp_path / "other.db").replace(path)
    for name in ("mail.db-wal", "mail.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    assert count(sqlite) == 0


def test_what_is_no_database_is_permanent(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="not a database") as caught:
        Store.open(str(path), keys=Keys())
    assert not caught.value.temporary


def test_a_folder_that_cannot_be_made_is_temporary() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("/proc/none/mail.db", keys=Keys())
    assert caught.value.temporary


@pytest.mark.postgresql
def test_a_server_that_is_not_there_is_temporary(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(f"postgresql://unhook@/mail?host={tmp_path}", keys=Keys(), busy_seconds=1)
    assert caught.value.temporary


@pytest.mark.postgresql
def test_a_server_that_ends_the_connection_is_temporary(postgresql: Callable[[], str]) -> None:
    store = Store.open(postgresql(), keys=KEYS)
    with pytest.raises(StoreError) as caught, store.writing() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert caught.value.temporary
    assert store.record(mail(), verdict()).new  # the next connection is a new one
    store.close()


def test_a_failure_says_nothing_of_what_was_to_be_written(store: Store) -> None:
    with pytest.raises(StoreError) as caught, store.writing() as connection:
        connection.execute(schema.recipients.insert().values(message=1, kind="to", address="jo@corp.test"))
    assert "jo@corp.test" not in str(caught.value)
    assert not caught.value.temporary


def test_what_a_callers_block_raises_is_the_callers(store: Store) -> None:
    with pytest.raises(FileNotFoundError), store.writing():
        Path("/proc/none").read_bytes()


def test_threads_share_a_store(opener: Opener) -> None:
    store = opener()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: store.record(faults.mail(n % 5), faults.verdict()).new, range(20)))
    assert sum(made) == 5


def test_a_store_goes_on_after_a_fork(opener: Opener) -> None:
    store = opener()
    store.record(mail(), verdict())
    child = os.fork()
    if child == 0:
        try:
            store.record(mail(id_="child"), verdict())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    store.record(mail(id_="parent"), verdict())
    assert count(store) == 3


def test_only_the_owner_may_read_the_file(sqlite: Store, path: Path) -> None:
    sqlite.record(mail(), verdict())
    assert {each.stat().st_mode & 0o777 for each in path.parent.glob("mail.db*")} == {0o600}


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "://"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="give sqlite:///FILE or postgresql"):
        Database(url)


def test_a_password_is_not_shown() -> None:
    assert "secret" not in Database("postgresql://u:secret@host/name").name

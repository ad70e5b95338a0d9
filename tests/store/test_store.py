from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from unhook.errors import StoreError
from unhook.store import Delivery, Keys, Store, migrations, reading, record, rows
from unhook.store.schema import REVISION, metadata

from .conftest import NOW
from .mails import DAY, mail, verdict


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = [each for each in compare_metadata(context, metadata) if "subjects" not in str(each)]
        # What speaks of the full-text index is SQLite's or PostgreSQL's own.
        assert [each for each in found if "messages_folded" not in str(each)] == []


def test_the_newest_migration_is_the_one_the_code_wants() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_tables_are_strict_in_sqlite(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "mail.db"), keys=Keys())
    with store.reading() as connection:
        loose = text(
            "SELECT name FROM pragma_table_list WHERE strict = 0 AND type = 'table' AND schema = 'main'"
        )
        found = {name for (name,) in connection.execute(loose)}
    assert found <= {"alembic_version", "sqlite_sequence", "sqlite_schema"}


def _opened(url: str) -> str | None:
    store = Store.open(url, keys=Keys(), busy_seconds=60, migrate=True)
    return store.revision()


def test_several_that_open_at_once_migrate_once(tmp_path: Path) -> None:
    with get_context("spawn").Pool(3) as pool:
        assert pool.map(_opened, [str(tmp_path / "mail.db")] * 3) == [REVISION] * 3


@pytest.mark.postgresql
def test_postgresql_is_migrated_only_when_asked(postgresql: Callable[[], str]) -> None:
    url = postgresql()
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    with pytest.raises(StoreError, match="unhook store migrate") as caught:
        Store.open(url, keys=Keys())
    assert not caught.value.temporary
    assert _opened(url) == REVISION
    Store.open(url, keys=Keys()).close()


def test_tables_of_a_newer_version_are_left_alone(store: Store, url: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        Store.open(url, keys=Keys(), migrate=True)


def test_a_block_that_raises_leaves_nothing(store: Store) -> None:
    def do(fail: int) -> None:
        with store.writing() as connection:
            store.record(mail(), verdict(), connection=connection)
            assert 1 / fail

    with pytest.raises(ZeroDivisionError):
        do(0)
    assert store.record(mail(), verdict()).new


def test_another_verdict_stands_beside_the_first(store: Store) -> None:
    known = store.record(mail(), verdict("clean", ("one",)))
    with store.writing() as connection:
        record.judge_again(connection, store.safe, known.id, verdict("malicious", ("two",)), NOW)
        levels = [each.level for each in reading.judgements(connection, store.safe, known.id)]
        assert levels == ["malicious", "clean"]
        assert reading.summaries(connection, [known.id])[0].level == "malicious"
        assert [row.rule for row in connection.execute(metadata.tables["findings"].select())] == ["two"]
    with pytest.raises(StoreError, match="no message"), store.writing() as connection:
        record.judge_again(connection, store.safe, 7, verdict(), NOW)


def test_mails_of_one_millisecond_keep_apart(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unhook.store.number.of", lambda at, key: 5)
    found = [store.record(mail(id_=str(n)), None).id for n in range(3)]
    assert found == [5, 6, 7]


def test_a_date_in_the_future_is_the_moment_of_recording(store: Store) -> None:
    known = store.record(mail(date=NOW.replace(year=2099)), None)
    with store.reading() as connection:
        assert reading.summaries(connection, [known.id])[0].date == NOW


def test_the_moment_is_the_receivers_not_the_authors(store: Store) -> None:
    received = "Received: from a.example by mx.corp.test; Mon, 02 Mar 2026 10:00:00 +0000"
    first = store.record(mail(extra=received, date=DAY), None)
    second = store.record(mail(id_="2", date=DAY), None, Delivery(received=NOW))
    with store.reading() as connection:
        found = reading.summaries(connection, [first.id, second.id])
    assert [each.date for each in found] == [DAY.replace(day=2, hour=10), NOW]


def test_hostile_texts_are_kept_as_far_as_a_database_can(store: Store) -> None:
    message = mail(subject="=?utf-8?b?AGEA?= =?unicode-escape?q?=5Cud800?=", body="x")
    message = replace(message, subject=replace(message.subject, subject="a\0b\ud800c" + "x" * 5_000))
    known = store.record(message, None)
    with store.reading() as connection:
        subject = reading.summaries(connection, [known.id])[0].subject
    assert subject.startswith("a�b?c")
    assert len(subject) == 1_000


def test_hosts_are_ordered_by_owner() -> None:
    links = rows.links(mail(body="https://www.example.com/a http://192.0.2.1/b https://www.example.com/a"))
    assert [each["host"] for each in links] == ["com.example.www.", "1.2.0.192."]

from dataclasses import replace

import pytest
from sqlalchemy import text

from unhook.store import Keeping, Keys, Store, reading, upkeep
from unhook.store.schema import REVISION
from unhook.store.sealed import Safe

from .conftest import Opener
from .mails import mail, verdict

NEW = Keys({"second": b"2" * 32, "first": b"1" * 32}, "second")


def test_a_whole_store_has_no_problems(store: Store) -> None:
    store.record(mail(), verdict())
    assert upkeep.check(store) == ()
    shown = upkeep.show(store)
    assert (shown.rows["messages"], shown.keys) == (1, {"first": 2})
    assert shown.oldest == shown.newest == mail().headers.date
    assert shown.size > 0


def test_everything_is_sealed_with_the_new_key(opener: Opener) -> None:
    plain = opener(keys=Keys())
    first = plain.record(mail(), verdict())
    old = opener()
    second = old.record(mail(id_="2"), verdict())
    store = replace(old, safe=Safe(NEW))
    assert upkeep.seal_again(store) == 4
    assert upkeep.seal_again(store) == 0
    alone = replace(old, safe=Safe(Keys({"second": NEW.known["second"]}, "second")))
    with alone.reading() as connection:
        for recorded, message in ((first, mail()), (second, mail(id_="2"))):
            assert reading.raw(connection, alone.safe, recorded.id) == message.raw
            assert reading.judgements(connection, alone.safe, recorded.id) == (verdict(),)
    assert upkeep.check(alone) == ()
    assert "needs" not in str(upkeep.check(alone))
    assert upkeep.check(old) == ("4 texts need the key 'second', which was not given",)


@pytest.mark.parametrize("keys", [Keys(), Keys({"first": b"1" * 32}, "first")], ids=["plain", "sealed"])
def test_sealed_texts_are_not_in_the_file(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> None:
    path = tmp_path_factory.mktemp("store") / "mail.db"
    store = Store.open(str(path), Keeping(raw="all"), keys)
    store.record(mail(body="x" * 10 + "a very secret word"), verdict(rules=("one",)))
    store.close()
    import zlib

    found = path.read_bytes()
    assert (zlib.compress(mail(body="x" * 10 + "a very secret word").raw) in found) is (keys.current is None)


def test_damage_is_told(store: Store) -> None:
    store.record(mail(), verdict())
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert f"not at {REVISION}" in upkeep.check(store)[0]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_an_index_that_lost_a_subject_is_told(opener: Opener) -> None:
    """PostgreSQL keeps its own indexes."""
    store = opener()
    known = store.record(mail(), verdict())
    with store.writing() as connection:
        connection.execute(
            text("INSERT INTO subjects(subjects, rowid, folded) VALUES ('delete', :id, 'hello')"),
            {"id": known.id},
        )
    assert "index of subjects" in upkeep.check(store)[0]

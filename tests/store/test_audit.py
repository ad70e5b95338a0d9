import pytest
from sqlalchemy import text

from unhook.errors import StoreError
from unhook.store import Store, audit

from .conftest import NOW


def three(store: Store) -> None:
    with store.writing() as connection:
        for n in range(3):
            audit.append(
                connection, actor="ann", action="look", subject=f"case:{n % 2}", at=NOW, detail={"n": n}
            )


def test_entries_follow_each_other(store: Store) -> None:
    three(store)
    with store.reading() as connection:
        assert audit.broken(connection) is None
        assert [each.n for each in audit.entries(connection)] == [3, 2, 1]
        assert [each.detail["n"] for each in audit.entries(connection, "case:0")] == [2, 0]
        assert [each.n for each in audit.entries(connection, before=3, limit=1)] == [2]
        assert audit.entries(connection)[0].at == NOW


@pytest.mark.parametrize(
    "change", ["UPDATE audit SET actor = 'eve'", "DELETE FROM audit WHERE n = 2", "DELETE FROM audit"]
)
def test_nothing_can_be_changed_or_deleted(store: Store, change: str) -> None:
    three(store)
    with pytest.raises(StoreError, match="only added to"), store.writing() as connection:
        connection.execute(text(change))
    with store.reading() as connection:
        assert len(audit.entries(connection)) == 3


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE audit SET actor = 'eve' WHERE n = 2", 2),
        ("UPDATE audit SET detail = '{}' WHERE n = 3", 3),
        ("DELETE FROM audit WHERE n = 1", 1),
        ("DELETE FROM audit WHERE n = 2", 2),
    ],
)
def test_a_change_past_the_store_is_found(store: Store, change: str, place: int) -> None:
    three(store)
    off = {
        "sqlite": ["DROP TRIGGER audit_unchanged", "DROP TRIGGER audit_undeleted"],
        "postgresql": ["ALTER TABLE audit DISABLE TRIGGER USER"],
    }
    with store.writing() as connection:
        for statement in (*off[connection.dialect.name], change):
            connection.execute(text(statement))
        assert audit.broken(connection) == place


def test_a_deed_and_its_entry_hold_together(store: Store) -> None:
    def do(fail: int) -> None:
        with store.writing() as connection:
            audit.append(connection, actor="ann", action="look", subject="x", at=NOW)
            assert 1 / fail

    with pytest.raises(ZeroDivisionError):
        do(0)
    with store.reading() as connection:
        assert audit.entries(connection) == ()

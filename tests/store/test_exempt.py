from datetime import timedelta

import pytest

from unhook.errors import StoreError
from unhook.store import Store, exempt

from .conftest import NOW

WEEK = timedelta(days=7)


def test_an_exception_holds_until_its_end_or_its_revocation(store: Store) -> None:
    with store.writing() as connection:
        made = exempt.make(
            connection, "domain", "Example.com.", reason="partner", by="ann", at=NOW, expires=NOW + WEEK
        )
        for_ever = exempt.make(connection, "rule", "noisy", reason="noise", by="ann", at=NOW, expires=None)

        def found(days: int, sender: str = "a@mail.example.com") -> list[int]:
            at = NOW + timedelta(days=days)
            matches = exempt.matching(connection, sender=sender, recipients=(), rules=("noisy",), at=at)
            return [each.id for each in matches]

        assert found(0) == [made.id, for_ever.id]
        assert found(0, "a@notexample.com") == [for_ever.id]
        assert found(7) == found(400) == [for_ever.id]
        assert found(-1) == []
        assert [exempt.revoke(connection, for_ever.id, by="ann", at=NOW + WEEK) for _ in range(2)] == [
            True,
            False,
        ]
        assert found(8) == []
        assert found(6) == [made.id, for_ever.id]
        assert exempt.in_force(connection, NOW) == exempt.in_force(connection, NOW)


@pytest.mark.parametrize(("kind", "value"), [("sender", "A@mail.example.com"), ("recipient", "JO@corp.test")])
def test_people_are_compared_without_case(store: Store, kind: exempt.Kind, value: str) -> None:
    with store.writing() as connection:
        exempt.make(connection, kind, value, reason="x", by="ann", at=NOW, expires=None)
        (found,) = exempt.matching(
            connection, sender="a@MAIL.example.com", recipients=["jo@corp.test"], rules=(), at=NOW
        )
    assert found.value == value.lower()


@pytest.mark.parametrize(("value", "reason", "days"), [("", "x", 1), ("a@b", " ", 1), ("a@b", "x", 0)])
def test_what_is_no_exception_is_refused(store: Store, value: str, reason: str, days: int) -> None:
    expires = NOW + timedelta(days=days)
    with pytest.raises(StoreError), store.writing() as connection:
        exempt.make(connection, "sender", value, reason=reason, by="ann", at=NOW, expires=expires)

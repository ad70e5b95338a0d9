from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from unhook.context import Context
from unhook.mailflow import memory
from unhook.mailflow.memory import Memory
from unhook.store import Store, blocks, exempt

NOW = datetime.now(UTC)


def test_peoples_exceptions_are_in_force_and_the_history_is_a_fact(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/mail.db"
    store = Store.open(url)
    wanted: tuple[tuple[exempt.Kind, str], ...] = (
        ("domain", "partner.example"),
        ("rule", "lure"),
        ("recipient", "jo@corp.example"),
    )
    with store.writing() as connection:
        for kind, value in wanted:
            ends = NOW + timedelta(days=1)
            exempt.make(connection, kind, value, reason=f"no {kind}", by="ann", at=NOW, expires=ends)
    known, made = Memory.open(url).recall(Context(), NOW)
    assert "profile" in known.facts
    assert [(each.reason, each.sender_domain, each.rule, each.recipient) for each in made] == [
        ("no domain", "partner.example", None, None),
        ("no rule", None, "lure", None),
        ("no recipient", None, None, "jo@corp.example"),
    ]
    assert all(each.proven for each in made)
    assert Memory.open(url).recall(Context(), NOW + timedelta(days=2))[1] == ()


def test_whom_people_block_is_known(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/mail.db"
    with Store.open(url).writing() as connection:
        blocks.make(connection, "a@evil.test", reason="x", by="ann", at=NOW)
    known = Memory.open(url)
    known.recall(Context(), NOW)
    assert known.blocked == {"a@evil.test"}


def test_a_store_that_fails_is_not_asked_for_a_while_and_then_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(memory, "DARK_SECONDS", 0.0)
    (tmp_path / "db").touch()
    url = f"sqlite:///{tmp_path}/db/mail.db"
    kept = Memory.open(url)
    assert kept.recall(Context(), NOW) == (Context(), ())
    assert kept.recall(Context(), NOW) == (Context(), ())
    assert caplog.text.count("alarm") == 1
    (tmp_path / "db").unlink()
    Store.open(url)
    known, _ = kept.recall(Context(), NOW)
    assert "profile" in known.facts


def test_a_store_that_is_gone_is_not_made_anew_by_who_only_asks(tmp_path: Path) -> None:
    """An empty file in its place would hide that from everybody else."""
    path = tmp_path / "mail.db"
    known, made = Memory.open(f"sqlite:///{path}").recall(Context(), NOW)
    assert "profile" not in known.facts
    assert made == ()
    assert not path.exists()

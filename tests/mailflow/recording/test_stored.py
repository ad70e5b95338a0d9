from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from mailflow.mails import ENVELOPE, job
from unhook import app
from unhook.actions.model import Plan
from unhook.mailflow.held import hold_queue
from unhook.mailflow.outcome import Outcome, Performed, UnavailableError
from unhook.mailflow.recording.stored import Stored
from unhook.settings import Settings
from unhook.settings import model as options
from unhook.store.schema import contents, messages, quarantine


def settings(path: Path) -> Settings:
    return Settings(store=options.Store(url=f"sqlite:///{path}"))


def outcome(performed: Performed = "done") -> Outcome:
    raw = job("seed-scam").traced()
    checked = app.check(raw)
    return Outcome(ENVELOPE, raw, checked.message, performed, checked.findings, checked.verdict)


def found(stored: Stored) -> list[tuple[str, str | None]]:
    with stored.store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(messages.c.source, messages.c.level))]


def test_an_outcome_is_kept_once_however_often_it_is_offered(tmp_path: Path) -> None:
    stored = Stored.open(settings(tmp_path / "mail.db"))
    stored.record(outcome())
    stored.record(outcome())
    assert found(stored) == [("milter", "malicious")]


def test_what_the_server_holds_is_in_quarantine_once_with_its_bytes(tmp_path: Path) -> None:
    stored = Stored.open(settings(tmp_path / "mail.db"))
    held = replace(outcome(), plan=Plan("malicious", disposition="quarantine", rules=("lure",)))
    stored.record(held)
    stored.record(held)
    with stored.store.reading() as connection:
        (row,) = connection.execute(select(quarantine.c.state, quarantine.c.place, quarantine.c.reason))
        assert tuple(row) == ("held", hold_queue.place(ENVELOPE.queue_id), "malicious, lure")
        assert connection.execute(select(contents.c.raw)).scalar() is not None


@pytest.mark.parametrize("performed", ["refused", "abandoned"])
def test_what_was_not_delivered_is_no_message(tmp_path: Path, performed: Performed) -> None:
    stored = Stored.open(settings(tmp_path / "mail.db"))
    stored.record(outcome(performed))
    assert found(stored) == []


def test_what_was_not_judged_is_kept_without_a_verdict(tmp_path: Path) -> None:
    stored = Stored.open(settings(tmp_path / "mail.db"))
    stored.record(replace(outcome("passed"), findings=None, verdict=None))
    assert found(stored) == [("milter", None)]


def test_a_store_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnavailableError):
        Stored.open(settings(tmp_path / "file" / "mail.db"))

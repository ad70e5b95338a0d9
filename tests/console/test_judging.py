import os
import signal
from pathlib import Path

import pytest

from unhook.console import judging
from unhook.console.judging import Beside, NotJudgedError
from unhook.context import Context
from unhook.store import Recorded, Store, reading

RAW = b"From: a@evil.test\nSubject: hello\n\nhello\n"


def hangs(*_: object) -> Recorded:
    """What a mail does that breaks the process which judges it."""
    os.kill(os.getpid(), signal.SIGALRM)
    raise AssertionError("the process goes on")


def test_a_mail_is_judged_in_a_process_of_its_own_and_kept_as_its_owners(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'mail.db'}")
    beside = Beside(store, Context(files=None))
    try:
        recorded = beside(RAW, "jo@corp.test")
        assert beside(RAW, "jo@corp.test") == Recorded(recorded.id, recorded.key, new=False)
    finally:
        beside.close()
    with store.reading() as connection:
        (found,) = reading.summaries(connection, [recorded.id])
        assert reading.raw(connection, store.safe, recorded.id) == RAW
    assert (found.source, found.mailbox, found.level is not None) == ("report", "jo@corp.test", True)


def test_a_mail_that_breaks_its_process_is_told_and_the_next_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = Beside(Store.open(f"sqlite:///{tmp_path / 'mail.db'}"), Context(files=None))
    try:
        with monkeypatch.context() as broken:
            broken.setattr(judging, "_alone", hangs)
            with pytest.raises(NotJudgedError):
                beside(RAW, "jo@corp.test")
        assert beside(RAW, "jo@corp.test").new
    finally:
        beside.close()


def test_a_shown_mail_counts_in_nobodys_history(tmp_path: Path) -> None:
    from unhook.store.schema import contacts

    store = Store.open(f"sqlite:///{tmp_path / 'mail.db'}")
    judging.judged(store, Context(files=None), RAW, "jo@corp.test")
    with store.reading() as connection:
        assert connection.execute(contacts.select()).all() == []

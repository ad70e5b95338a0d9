from dataclasses import replace
from pathlib import Path

import pytest

from mailflow.mails import ENVELOPE, job
from unhook import app
from unhook.errors import StoreError
from unhook.mailflow.job import judged
from unhook.mailflow.outcome import Outcome, UnavailableError
from unhook.mailflow.recording.drain import drain
from unhook.mailflow.spool import Entry, Spool
from unhook.message.model import Message

RAW = job("seed-scam").traced()


class Recorder:
    """Keeps what it is offered, after the `failures`."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.kept: list[Outcome] = []

    def record(self, outcome: Outcome) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.kept.append(outcome)


def parse(entry: Entry) -> Message:
    return app.parse(entry.raw)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    made = Spool(tmp_path)
    made.own()
    checked = app.check(RAW)
    found = judged(checked.findings, checked.verdict, outer=True)
    for name, kept in (("a", found), ("b", None)):
        made.keep(Entry(replace(ENVELOPE, id=name), RAW, judged=kept))
        made.settle(name, "done")
    return made


def test_outcomes_are_offered_whole_and_once(spool: Spool) -> None:
    recorder = Recorder()
    assert drain(spool, recorder, parse) == 2
    first, second = recorder.kept
    assert (first.envelope.id, first.performed, first.raw) == ("a", "done", RAW)
    assert first.verdict is not None
    assert first.verdict.level == "malicious"
    assert first.findings is not None
    assert first.message.subject.subject is not None
    assert second.verdict is None
    assert drain(spool, recorder, parse) == 0


def test_what_cannot_be_taken_now_waits(spool: Spool) -> None:
    recorder = Recorder(UnavailableError("gone"))
    with pytest.raises(UnavailableError):
        drain(spool, recorder, parse)
    assert len(spool.waiting()) == 2
    assert drain(spool, recorder, parse) == 2


def test_what_will_never_be_taken_is_put_aside_and_told(
    spool: Spool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "ready" / "c.done").write_bytes(b"\xff")
    recorder = Recorder(StoreError("no such table", temporary=False))
    assert drain(spool, recorder, parse) == 1
    assert sorted(path.name for path in (tmp_path / "failed").iterdir()) == ["a.done", "c.done"]
    assert "alarm" in caplog.text


def test_a_verdict_on_a_mail_that_was_carried_comes_with_that_mail() -> None:
    inner = b"From: a@a.example\r\nSubject: inner\r\n\r\nHi\r\n"
    outer = (
        b"From: b@b.example\r\nSubject: Fwd\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--x--\r\n"
    )
    message = app.parse(outer)
    assert message.carrier is not None
    checked = app.check(outer)
    for is_outer, subject in ((True, "Fwd"), (False, "inner")):
        recorder = Recorder()
        from unhook.mailflow.recording.drain import outcome

        entry = Entry(ENVELOPE, outer, judged=judged(checked.findings, checked.verdict, is_outer))
        recorder.record(outcome(entry, "done", parse))
        assert recorder.kept[0].message.subject.subject == subject

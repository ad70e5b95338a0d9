import pytest

from mailflow.judges import ANSWER
from mailflow.mails import EXAMPLES
from unhook.context import Context
from unhook.mailflow.job import Answer, Job
from unhook.mailflow.judge import Judge
from unhook.mailflow.pool import BusyError, UnjudgedError
from unhook.mailflow.watch import opinion
from unhook.mailflow.watch.opinion import StoppedError
from unhook.settings import Settings

RAW = (EXAMPLES / "seed-scam.eml").read_bytes()


def never() -> bool:
    return False


def test_a_mail_in_a_mailbox_is_judged_as_it_stands_there() -> None:
    asked: list[Job] = []
    judge = Judge(Settings())

    def judged(job: Job) -> Answer:
        asked.append(job)
        return judge(job)

    found = opinion.form(RAW, "anna@corp.example", judged, Context(), never)
    assert [(each.traced(), each.envelope.recipients) for each in asked] == [(RAW, ("anna@corp.example",))]
    assert found.message.raw == RAW
    assert found.verdict.level == "malicious"
    assert found.rules


@pytest.mark.parametrize(("failures", "level"), [(1, "malicious"), (2, "incomplete")])
def test_a_mail_that_breaks_its_worker_twice_is_incomplete_and_never_clean(
    failures: int, level: str, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[Job] = []
    judge = Judge(Settings())

    def breaks(job: Job) -> Answer:
        tries.append(job)
        if len(tries) <= failures:
            raise UnjudgedError("its worker was lost")
        return judge(job)

    found = opinion.form(RAW, None, breaks, Context(), never)
    assert found.verdict.level == level
    assert found.message.raw == RAW
    assert ("alarm" in caplog.text) == (level == "incomplete")


def test_workers_that_are_busy_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "_PAUSE", 0.0)
    tries: list[Job] = []
    judge = Judge(Settings())

    def busy(job: Job) -> Answer:
        tries.append(job)
        if len(tries) < 5:
            raise BusyError("no worker was free in time")
        return judge(job)

    assert opinion.form(RAW, None, busy, Context(), never).verdict.level == "malicious"


def test_a_watch_that_ends_leaves_the_mail_to_the_next() -> None:
    def judge(job: Job) -> Answer:
        return ANSWER

    with pytest.raises(StoppedError):
        opinion.form(RAW, None, judge, Context(), lambda: True)

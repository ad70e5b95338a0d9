import asyncio
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from mailflow.judges import ANSWER, Judges
from mailflow.mails import job
from unhook.mailflow.desk import Decision, Desk
from unhook.mailflow.spool import Spool
from unhook.settings import Settings
from unhook.settings.model import Milter


def settings(on_failure: str = "tempfail", **options: object) -> Settings:
    return Settings(milter=Milter.model_validate({"on_failure": on_failure, **options}))


def decided(desk: Desk, told: bool | None = True, whole: bool = True, **envelope: object) -> Decision:
    async def go() -> Decision:
        decision = await desk.decide(job("seed-scam", **envelope), whole)
        await desk.settle(decision, told)
        return decision

    return asyncio.run(go())


def kept(spool: Spool) -> list[str]:
    return [Spool.read(path)[1] for path in spool.waiting()]


def test_a_judged_mail_gets_its_plan_and_is_kept_once(spool: Spool) -> None:
    decision = decided(Desk(settings(), Judges(), spool))
    assert (decision.kind, decision.plan, decision.edits) == ("plan", ANSWER.plan, ANSWER.edits)
    (path,) = spool.waiting()
    entry, performed = Spool.read(path)
    assert performed == "done"
    assert entry.judged == b"judged"
    assert entry.raw == job("seed-scam").traced()


@pytest.mark.parametrize(("told", "performed"), [(True, "done"), (None, "unknown"), (False, "abandoned")])
def test_what_became_of_it_is_what_the_server_heard(spool: Spool, told: bool | None, performed: str) -> None:
    decided(Desk(settings(), Judges(), spool), told)
    assert kept(spool) == [performed]


def test_what_a_signed_in_user_sends_is_recorded_and_not_judged(spool: Spool) -> None:
    judges = Judges()
    decision = decided(Desk(settings(), judges, spool), user="anna")
    assert (decision.kind, decision.plan, judges.jobs) == ("untouched", None, [])
    assert kept(spool) == ["passed"]


def test_mail_that_fails_comes_again(spool: Spool, caplog: pytest.LogCaptureFixture) -> None:
    decision = decided(Desk(settings(), Judges("its worker was lost"), spool))
    assert (decision.kind, decision.plan) == ("again", None)
    assert kept(spool) == ["refused"]
    assert "alarm" in caplog.text
    assert "its worker was lost" in caplog.text


def test_or_it_is_let_through_and_says_so(spool: Spool, caplog: pytest.LogCaptureFixture) -> None:
    decision = decided(Desk(settings("accept"), Judges("the deadline was reached"), spool))
    assert decision.plan is not None
    assert decision.plan.level == "incomplete"
    assert [(each.name, each.value) for each in decision.edits.above][-1] == (
        "X-Unhook-Verdict",
        "incomplete",
    )
    assert kept(spool) == ["passed"]
    assert "alarm" in caplog.text


def test_forged_fields_are_taken_off_mail_that_nobody_judged() -> None:

    from unhook.actions.perform import Field

    forged = job("seed-scam")
    forged = replace(forged, header=(Field(b"X-Unhook-Verdict", b" clean"), *forged.header))
    decision = asyncio.run(Desk(settings("accept"), Judges("x"), None).decide(forged))
    assert [change.name for change in decision.edits.changes] == [b"X-Unhook-Verdict"]


def test_mail_over_the_limit_is_a_failure() -> None:
    judges = Judges()
    assert decided(Desk(settings(), judges, None), whole=False).kind == "again"
    accepted = decided(Desk(settings("accept"), judges, None), whole=False)
    assert accepted.plan is not None
    assert judges.jobs == []


def test_without_a_spool_that_works_mail_comes_again_or_loses_only_its_record(
    spool: Spool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "answering").rmdir()
    assert decided(Desk(settings(), Judges(), spool)).kind == "again"
    assert decided(Desk(settings("accept"), Judges(), spool)).plan == ANSWER.plan
    assert "cannot be kept" in caplog.text


def test_a_mail_that_only_we_would_have_comes_again_where_it_cannot_be_kept(
    spool: Spool, tmp_path: Path
) -> None:
    withheld = replace(ANSWER, plan=replace(ANSWER.plan, disposition="withhold"))
    assert decided(Desk(settings("accept"), Judges(answer=withheld), spool)).plan == withheld.plan
    (tmp_path / "answering").rmdir()
    assert decided(Desk(settings("accept"), Judges(answer=withheld), spool)).kind == "again"
    assert decided(Desk(settings("accept"), Judges(answer=withheld), None)).kind == "again"


def test_there_is_room_for_so_many_mails() -> None:
    desk = Desk(settings(max_messages=2), Judges(), None)
    assert [desk.take(), desk.take(), desk.take()] == [True, True, False]
    desk.give_back()
    assert desk.take()
    desk.give_back()
    desk.refuse()
    assert not desk.take()


def test_the_log_holds_nothing_of_a_mail_that_could_break_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        decided(Desk(settings(), Judges(), None), queue_id="a\nalarm: forged", client_ip="b\x1b[2J")
    assert all("\n" not in record.getMessage() for record in caplog.records)
    assert "\x1b" not in caplog.text

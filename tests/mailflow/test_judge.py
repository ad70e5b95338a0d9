from pathlib import Path

import msgspec
import pytest

from mailflow.mails import job
from unhook.mailflow.job import Judged
from unhook.mailflow.judge import Judge, context, measures
from unhook.settings import Settings
from unhook.settings.model import ExceptionTable, Milter, OverrideTable, Policy


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path))


def test_a_scam_and_a_genuine_mail_get_their_plans() -> None:
    judge = Judge(Settings(policy=Policy(malicious="quarantine")))
    scam = judge(job("seed-scam"))
    assert (scam.plan.level, scam.plan.disposition) == ("malicious", "quarantine")
    assert scam.edits.above[0].name == "Authentication-Results"
    assert scam.edits.above[0].value.startswith("mx.corp.example; x-unhook=malicious")
    assert any(change.name == b"Subject" for change in scam.edits.changes)
    genuine = judge(job("genuine-maintenance"))
    assert (genuine.plan.level, genuine.plan.disposition) == ("clean", "deliver")
    assert genuine.edits.changes == ()
    assert genuine.edits.body is None
    assert msgspec.msgpack.decode(genuine.judged, type=Judged).verdict.level == "clean"


def test_results_below_are_believed_only_in_trusted_names() -> None:
    """The example claims a pass in the name of a server that is not known to remove forgeries."""

    def passed(settings: Settings) -> bool | None:
        from unhook import app

        message = app.parse(job("genuine-maintenance").traced(), context(settings))
        return message.headers.auth_summary.dmarc.pass_

    assert passed(Settings()) is None
    assert passed(Settings(milter=Milter(trusted_authserv_ids=("mx1.corp.example",)))) is True


def test_the_settings_become_measures() -> None:
    wanted = measures(
        Settings(
            milter=Milter(trusted_authserv_ids=("dkim.example",)),
            policy=Policy(
                malicious="reject",
                override=(OverrideTable(domains=("b.example",), malicious="tag", language="de"),),
                exception=(ExceptionTable(reason="training", recipient="jo@corp.example"),),
            ),
        ),
        "MX.corp.example",
    )
    assert wanted.authserv_id == "mx.corp.example"
    assert wanted.kept_ids == {"dkim.example"}
    assert wanted.modes.malicious == "reject"
    assert wanted.overrides[0].modes.malicious == "tag"
    assert wanted.exemptions[0].reason == "training"


def test_files_and_rules_must_be_done_before_the_deadline() -> None:
    limited = context(Settings(milter=Milter(deadline_seconds=10)))
    assert limited.files is not None
    assert limited.files.limits.seconds + limited.limits.message_seconds < 10
    assert context(Settings(milter=Milter(files=False))).files is None

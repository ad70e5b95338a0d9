from unhook import app
from unhook.context import Context
from unhook.message.model import Message
from unhook.rules.finding import Finding, Findings
from unhook.verdict import STRICT

MAIL = b"From: a@sender.example\r\nTo: b@corp.example\r\nSubject: hello\r\n\r\nSee you at noon.\r\n"


class Pack:
    """Finds the same thing in every mail."""

    def run(self, message: Message, context: Context) -> Findings:
        return Findings((Finding("r", "r", "high", "r", weight=2.0, group="links"),))


def test_a_pack_of_the_callers_own_judges() -> None:
    checked = app.check(MAIL, pack=Pack())  # type: ignore[arg-type]
    assert [finding.rule for finding in checked.findings.hits] == ["r"]
    assert [reason.finding.rule for reason in checked.verdict.reasons] == ["r"]
    assert checked.message.subject.subject == "hello"


def test_the_policy_decides() -> None:
    assert app.check(MAIL, pack=Pack()).verdict.level == "clean"  # type: ignore[arg-type]
    assert app.check(MAIL, policy=STRICT, pack=Pack()).verdict.level == "suspicious"  # type: ignore[arg-type]


def test_the_same_bytes_and_facts_give_the_same_verdict() -> None:
    context = Context(org_domains=frozenset({"corp.example"}))
    assert app.check(MAIL, context).verdict == app.check(MAIL, context).verdict


def test_the_shipped_rules_are_compiled_once() -> None:
    assert app.shipped_pack() is app.shipped_pack()


def test_a_failure_is_incomplete_and_advises_care() -> None:
    failed = app.failed(MAIL, "ValueError: x")
    assert failed.verdict.level == "incomplete"
    assert failed.verdict.incomplete == ("analysis-failed: ValueError: x",)
    assert failed.verdict.advice.avoid
    assert failed.message.raw == MAIL

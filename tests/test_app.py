import pytest

from unhook import app
from unhook.context import Context
from unhook.limits import Limits
from unhook.message.model import Message
from unhook.rules.finding import Finding, Findings
from unhook.verdict import BALANCED, CAUTIOUS, STRICT

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


class Words:
    """Finds what the subject claims about the mail itself."""

    def run(self, message: Message, context: Context) -> Findings:
        weight = {"trap": 9.0, "odd": 4.0}.get(message.subject.subject or "", 0.0)
        hit = Finding("r", "r", "high", "r", weight=weight, group="links")
        return Findings((hit,) if weight else ())


def forwarded(outer: str, inner: str) -> bytes:
    return (
        f"From: a@corp.example\nTo: b@corp.example\nSubject: {outer}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nsee this\n'
        f"--b\nContent-Type: message/rfc822\n\nFrom: x@sender.example\nSubject: {inner}\n\nhello\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("outer", "inner", "level", "judged"),
    [
        ("fwd", "trap", "malicious", "trap"),
        ("trap", "hello", "malicious", "trap"),
        ("odd", "trap", "malicious", "trap"),
        ("trap", "odd", "malicious", "trap"),
        ("fwd", "hello", "clean", "hello"),
    ],
)
def test_of_a_forward_the_worse_mail_counts(outer: str, inner: str, level: str, judged: str) -> None:
    """A trap around an honest mail went by unjudged: only the mail inside was looked at."""
    checked = app.check(forwarded(outer, inner), pack=Words())  # type: ignore[arg-type]
    assert checked.verdict.level == level
    assert checked.message.subject.subject == judged


@pytest.mark.parametrize("mail", [MAIL, forwarded("odd", "hello"), forwarded("hello", "odd")])
def test_several_policies_at_once_say_what_each_says_alone(mail: bytes) -> None:
    policies = (STRICT, CAUTIOUS, BALANCED)
    together = app.check_under(mail, policies, pack=Words())  # type: ignore[arg-type]
    alone = tuple(app.check(mail, policy=policy, pack=Words()) for policy in policies)  # type: ignore[arg-type]
    assert [each.verdict for each in together] == [each.verdict for each in alone]
    assert [each.message.subject for each in together] == [each.message.subject for each in alone]


def test_a_carrier_cut_short_is_not_clean() -> None:
    context = Context(limits=Limits(header_fields=3))
    checked = app.check(forwarded("fwd", "hello"), context, pack=Words())  # type: ignore[arg-type]
    assert checked.verdict.level == "incomplete"
    assert checked.message.subject.subject == "fwd"


def test_a_failure_is_incomplete_and_advises_care() -> None:
    failed = app.failed(MAIL, "ValueError: x")
    assert failed.verdict.level == "incomplete"
    assert failed.verdict.incomplete == ("analysis-failed: ValueError: x",)
    assert failed.verdict.advice.avoid
    assert failed.message.raw == MAIL


def long_mail(characters: int, html: bool) -> bytes:
    words = "Nothing to see here, good day to you. "
    text = words * (characters // len(words) + 1)
    if html:
        text = f"<html><head><!-- {text} --></head><body><p>Good day.</p></body></html>"
    return (
        f"From: Ann <ann@example.com>\r\nTo: bob@example.org\r\nSubject: Hello\r\n"
        f"Content-Type: text/{'html' if html else 'plain'}\r\n\r\n{text}\r\n"
    ).encode()


def test_a_mail_whose_text_was_not_searched_to_its_end_is_incomplete() -> None:
    verdict = app.check(long_mail(Limits().rule_text_chars, html=False)).verdict
    assert (verdict.level, verdict.incomplete) == ("incomplete", ("rule_text_chars",))


def test_a_mail_with_long_source_and_little_text_is_searched_to_its_end() -> None:
    source = long_mail(3 * Limits().rule_text_chars, html=True)
    assert app.check(source).verdict.level == "clean"
    form = b'<form action="https://a.test/x"><input type="password"><input type="text"></form></body>'
    rules = {hit.rule for hit in app.check(source.replace(b"</body>", form)).findings.hits}
    assert {"form-in-mail", "password-field-in-mail"} <= rules

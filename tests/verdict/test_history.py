from dataclasses import replace
from typing import Any

import pytest

from unhook.context import Context
from unhook.message import parse
from unhook.message.model import Message
from unhook.rules.finding import Findings
from unhook.verdict import decide, history

MAIL = parse(b"From: a@example.com\nSubject: Hello\n\nhello\n", Context())


def proven(passed: bool | None) -> Message:
    summary = MAIL.headers.auth_summary
    found = replace(summary, dmarc=replace(summary.dmarc, pass_=passed))
    return replace(MAIL, headers=replace(MAIL.headers, auth_summary=found))


class Profile:
    def __init__(self, **known: Any) -> None:
        self.known = known

    def by_sender(self) -> dict[str, Any]:
        return self.known


@pytest.mark.parametrize(
    ("known", "passed", "weights"),
    [
        ({"solicited": True}, True, [history.SOLICITED]),
        ({"solicited": True}, False, []),
        ({"solicited": True}, None, []),
        ({"any_messages_benign": True, "days_known": 90}, True, [history.KNOWN]),
        ({"any_messages_benign": True, "days_known": 2}, True, []),
        ({"solicited": True, "any_messages_malicious_or_spam": True}, True, [history.HARMFUL]),
        ({"any_messages_malicious_or_spam": True}, None, [history.HARMFUL]),
        ({}, True, []),
    ],
)
def test_history_shifts_the_odds(known: dict[str, Any], passed: bool | None, weights: list[float]) -> None:
    context = Context(facts={"profile": Profile(**known)})
    assert [one.weight for one in history.findings(proven(passed), context)] == weights


def test_without_the_fact_nothing_is_said() -> None:
    assert history.findings(MAIL, Context()) == history.findings(MAIL, None) == ()


def test_the_verdict_shows_it_as_a_reason() -> None:
    context = Context(facts={"profile": Profile(any_messages_malicious_or_spam=True)})
    reasons = decide(MAIL, Findings(), context).reasons
    assert [(one.finding.rule, one.contribution) for one in reasons] == [("history-harmful", history.HARMFUL)]

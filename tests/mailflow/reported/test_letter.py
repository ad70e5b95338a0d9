import re
from datetime import UTC, datetime

import pytest

from unhook import app
from unhook.catalogue import LANGUAGES, Catalogue
from unhook.mailflow.reported import letter
from unhook.store.model import Label, Summary

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MAIL = Summary(
    id=1,
    key="k",
    date=NOW,
    direction="inbound",
    sender="eve@evil.test",
    sender_name=None,
    recipients=(),
    subject="Click http://evil.test/x\u202e\r\nBcc: you@corp.example",
    message_id=None,
    source="report",
    mailbox=None,
    level="malicious",
    score=0.9,
    attack_types=(),
    label=None,
    content="c",
)
HOSTILE = (
    b"From: Bank <eve@evil.test>\r\nTo: ann@corp.example\r\nSubject: Confirm your mailbox within 24 hours\r\n"
    b"Content-Type: text/html\r\n\r\n<p>Your mailbox will be deleted. Confirm your password at "
    b'<a href="http://evil.test/ann@corp.example">http://corp.example/sign-in</a></p>\r\n'
)
LIVE = re.compile(r"https?://|www\.\w|\w@\w|\u202e")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("inline", [False, True])
def test_an_answer_has_nothing_that_can_be_clicked_in_any_language(language: str, inline: bool) -> None:
    verdict = app.check(HOSTILE).verdict
    catalogue = Catalogue.load(language)
    made = letter.verdict(7, MAIL, verdict, catalogue, inline=inline)
    assert not LIVE.search(made.text)
    assert "7" in made.subject
    assert (catalogue.text("reported.inline") in made.text) == inline
    assert "{" not in made.text + made.subject
    assert catalogue.text("reported.thanks") in made.text


@pytest.mark.parametrize("outcome", ["phish", "malware", "spam", "genuine"])
def test_each_outcome_has_its_words(outcome: Label) -> None:
    made = letter.outcome(7, MAIL, outcome, Catalogue.load("en"))
    assert not LIVE.search(made.text)
    assert Catalogue.load("en").text(f"reported.outcome.{outcome}") in made.text


def test_a_mail_is_none_that_programs_answer_and_the_same_each_time() -> None:
    detail = {"to": "ann@corp.example", "language": "de", "in_reply_to": "<1@corp.example>"}
    made = letter.Letter("Subject\r\nBcc: you@corp.example", "Text\n")
    first, second = (
        letter.written(made, "key", "phish@corp.example", detail, NOW).as_bytes() for _ in range(2)
    )
    assert first == second
    header = first.partition(b"\r\n\r\n")[0]
    assert b"\r\nBcc:" not in header
    assert b"\r\nAuto-Submitted: auto-replied" in header
    assert b"\r\nIn-Reply-To: <1@corp.example>" in header


@pytest.mark.parametrize("odd", ["x", "<a b@c>", "<a@b>\r\nBcc: <you@corp.example>", None, f"<{'x' * 1000}>"])
def test_an_odd_message_id_is_not_answered_to(odd: str | None) -> None:
    detail = {"to": "ann@corp.example", "in_reply_to": odd}
    mail = letter.written(letter.nothing(Catalogue.load("en")), "key", "phish@corp.example", detail, NOW)
    assert mail["In-Reply-To"] is None
    assert mail["Bcc"] is None

"""The report address with Debian's Dovecot: what people forward, and what they are answered."""

import email
import email.policy
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from bench.mailflow import dovecot
from bench.mailflow.dovecot import Dovecot
from bench.mailflow.service import Watch
from bench.mailflow.sink import Sink
from bench.peers import free_port

from mailflow.through import until
from unhook.store import Store, cases, orders

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot.missing() is not None, reason=str(dovecot.missing())),
]

SCAM = (Path(__file__).parents[3] / "examples" / "seed-scam.eml").read_bytes()
REPORTS = "phish@corp.example"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with Dovecot() as made:
        yield made


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with Sink(free_port()) as made:
        yield made


@pytest.fixture(scope="module")
def watch(server: Dovecot, sink: Sink) -> Iterator[Watch]:
    config = (
        '[report]\naccount = "phish"\nreporters = ["corp.example"]\nanswers_per_hour = 3\n'
        f'[smtp]\nhost = "127.0.0.1"\nport = {sink.port}\nprotection = "none"\n'
    )
    with Watch(server.port, {"phish": ""}, config) as made:
        yield made


def forward(sender: str, note: str, subject: str = "Fwd: Update", **header: str) -> EmailMessage:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = sender
    mail["To"] = REPORTS
    mail["Subject"] = subject
    mail["Message-ID"] = f"<{abs(hash((sender, note)))}@corp.example>"
    for name, value in header.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(note)
    return mail


def attached(mail: EmailMessage, raw: bytes = SCAM) -> bytes:
    mail.add_attachment(email.message_from_bytes(raw, policy=email.policy.SMTP))
    return mail.as_bytes()


def answers(sink: Sink, to: str) -> list[EmailMessage]:
    found = []
    for each in sink.delivered:
        if each.recipients == (to,):
            assert each.sender == ""
            mail = email.message_from_bytes(each.raw, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            found.append(mail)
    return found


def answer(sink: Sink, to: str) -> EmailMessage:
    until(lambda: answers(sink, to))
    (mail,) = answers(sink, to)
    return mail


def opened(watch: Watch) -> Store:
    return Store.open(f"sqlite:///{watch.database}")


def cases_of(watch: Watch, reporter: str) -> list[cases.Case]:
    with opened(watch).reading() as connection:
        return [case for case in cases.listed(connection, None) if case.reporter == reporter]


def taken(watch: Watch, why: str, count: int = 1) -> None:
    until(lambda: watch.told().count(f"a mail is no report: {why}") >= count)


def test_an_attached_mail_is_answered_in_the_reporters_language(
    server: Dovecot, sink: Sink, watch: Watch
) -> None:
    note = "Hallo, ich habe diese Mail bekommen und weiß nicht, ob sie echt ist. Könnt ihr das bitte prüfen?"
    outer = forward("Anna <anna@corp.example>", note)
    server.deliver(attached(outer), "phish", sender="anna@corp.example")
    told = answer(sink, "anna@corp.example")
    text = told.get_content()
    assert "Danke für Ihre Meldung" in text
    assert "Diese Mail ist Phishing" in text
    assert "Warnzeichen" in text or "- " in text
    assert not re.search(r"https?://|www\.\w", text)
    assert told["Auto-Submitted"] == "auto-replied"
    assert told["In-Reply-To"] == outer["Message-ID"]
    assert (told["From"], told["Content-Language"]) == (REPORTS, "de")
    (case,) = cases_of(watch, "anna@corp.example")
    assert (case.state, case.channel, case.language, case.note) == ("open", "mail", "de", note)
    with opened(watch).reading() as connection:
        from unhook.store import reading

        (summary,) = reading.summaries(connection, (case.message,))
    assert (summary.source, summary.level, summary.mailbox) == ("report", "malicious", "anna@corp.example")
    assert summary.message_id == email.message_from_bytes(SCAM)["Message-ID"]


def test_a_feedback_report_is_answered(server: Dovecot, sink: Sink, watch: Watch) -> None:
    raw = (
        b"From: ben@corp.example\r\nTo: phish@corp.example\r\nSubject: Report\r\nMIME-Version: 1.0\r\n"
        b"Accept-Language: fr-CH, en;q=0.5\r\n"
        b'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nReported.\r\n"
        b"--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
        b"User-Agent: Button/1\r\nVersion: 1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        + SCAM
        + b"\r\n--b--\r\n"
    )
    server.deliver(raw, "phish", sender="ben@corp.example")
    told = answer(sink, "ben@corp.example")
    assert told["Content-Language"] == "fr"
    assert "hameçonnage" in told.get_content()


def test_a_mail_forwarded_within_the_text_is_judged_and_the_answer_says_so(
    server: Dovecot, sink: Sink, watch: Watch
) -> None:
    inner = email.message_from_bytes(SCAM, policy=email.policy.default)
    assert isinstance(inner, EmailMessage)
    plain = inner.get_body(("plain",))
    assert plain is not None
    note = (
        "Is this mail genuine? I do not know what to do with it.\n\n"
        "---------- Forwarded message ---------\n"
        f"From: {inner['From']}\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n"
        f"Subject: {inner['Subject']}\nTo: Cem <cem@corp.example>\n\n{plain.get_content()}"
    )
    server.deliver(forward("cem@corp.example", note).as_bytes(), "phish", sender="cem@corp.example")
    text = answer(sink, "cem@corp.example").get_content()
    assert "forwarded within the text" in text
    assert "This mail is phishing" in text or "This mail is suspicious" in text


def test_a_mail_without_one_to_judge_is_told_how_to_report(server: Dovecot, sink: Sink, watch: Watch) -> None:
    mail = forward("dan@corp.example", "Hello, is somebody there who can help me with this?", "Help")
    server.deliver(mail.as_bytes(), "phish", sender="dan@corp.example")
    assert "as an attachment" in answer(sink, "dan@corp.example").get_content()
    assert cases_of(watch, "dan@corp.example") == []


@pytest.mark.parametrize(
    ("sender", "envelope", "header", "why"),
    [
        ("stranger@else.example", "stranger@else.example", {}, "none of ours"),
        (REPORTS, REPORTS, {}, "our own"),
        ("no-reply@corp.example", "x@corp.example", {}, "a machine"),
        ("eve@corp.example", "", {}, "bounce"),
        ("eve@corp.example", "eve@corp.example", {"Auto_Submitted": "auto-replied"}, "automatically"),
        ("eve@corp.example", "eve@corp.example", {"Precedence": "bulk"}, "bulk"),
        ("eve@corp.example", "eve@corp.example", {"List_Id": "<all.corp.example>"}, "a list"),
    ],
)
def test_who_could_make_a_loop_or_is_none_of_ours_is_not_answered(
    server: Dovecot,
    sink: Sink,
    watch: Watch,
    sender: str,
    envelope: str,
    header: dict[str, str],
    why: str,
) -> None:
    before, told = len(sink.delivered), watch.told().count("is no report")
    server.deliver(attached(forward(sender, f"Look {why}", **header)), "phish", sender=envelope)
    until(lambda: watch.told().count("is no report") > told)
    assert why in watch.told().splitlines()[-1] or why in watch.told()
    assert cases_of(watch, sender) == []
    time.sleep(1.5)
    assert len(sink.delivered) == before


def test_one_reporter_gets_so_many_answers_an_hour(server: Dovecot, sink: Sink, watch: Watch) -> None:
    for number in range(5):
        raw = attached(
            forward("fay@corp.example", f"This is report number {number} of mine."),
            SCAM.replace(b"Message-ID: <", b"Message-ID: <%d" % number),
        )
        server.deliver(raw, "phish", sender="fay@corp.example")
    until(lambda: len(cases_of(watch, "fay@corp.example")) == 5)
    until(lambda: len(answers(sink, "fay@corp.example")) == 3)
    time.sleep(1.5)
    assert len(answers(sink, "fay@corp.example")) == 3


def test_a_closed_case_is_told_once(server: Dovecot, sink: Sink, watch: Watch) -> None:
    server.deliver(attached(forward("gil@corp.example", "Is this real?")), "phish", sender="gil@corp.example")
    answer(sink, "gil@corp.example")
    (case,) = cases_of(watch, "gil@corp.example")
    with opened(watch).writing() as connection:
        closed = cases.close(connection, case.id, "phish", by="ann", at=datetime.now(UTC))
        planned = [orders.tell_outcome(connection, closed, by="ann", at=datetime.now(UTC)) for _ in range(2)]
    assert planned == [True, False]
    until(lambda: len(answers(sink, "gil@corp.example")) == 2)
    told = answers(sink, "gil@corp.example")[1]
    assert "it is phishing" in told.get_content()
    assert told["Auto-Submitted"] == "auto-generated"


def test_what_the_mail_server_does_not_take_is_sent_later(server: Dovecot, tmp_path: Path) -> None:
    port = free_port()
    config = (
        '[report]\naccount = "late"\nreporters = ["corp.example"]\n'
        f'[smtp]\nhost = "127.0.0.1"\nport = {port}\nprotection = "none"\n'
    )
    with Watch(server.port, {"late": ""}, config) as watch:
        server.deliver(attached(forward("hal@corp.example", "Real?")), "late", sender="hal@corp.example")
        until(lambda: "could not be sent: ConnectionRefusedError" in watch.told())
        with Sink(port) as sink:
            answer(sink, "hal@corp.example")

import pytest

from unhook import app
from unhook.context import Context
from unhook.mailflow.reported import guard
from unhook.mailflow.reported.guard import Guard

OWN = Guard(frozenset({"phish@corp.example"}), frozenset({"corp.example"}))
PROVEN = Guard(OWN.own, OWN.domains, frozenset({"mx.corp.example"}))
PLAIN = "From: Ann <Ann@corp.example>\r\nTo: phish@corp.example\r\nSubject: x\r\n"


def asked(header: str, by: Guard = OWN) -> tuple[str, str | None]:
    context = Context(trusted_authserv_ids=by.trusted or None)
    return by.reporter(app.parse(header.encode() + b"\r\nHello\r\n", context))


def test_a_person_of_ours_may_report() -> None:
    assert asked(PLAIN) == ("ann@corp.example", None)
    assert asked(PLAIN.replace("corp", "branch.corp"))[1] is None
    assert asked(PLAIN + "Auto-Submitted: no\r\nReturn-Path: <ann@corp.example>\r\n")[1] is None


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: auto-generated",
        "auto-submitted: auto-replied; owner-email=x",
        "Precedence: Bulk",
        "Precedence: list",
        "List-Id: <x.corp.example>",
        "Return-Path: <>",
        "X-Loop: x",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        'Content-Type: multipart/report; report-type="disposition-notification"; boundary=b',
        "From: Eve <eve@corp.example>",
    ],
)
def test_machines_lists_and_bounces_may_not(line: str) -> None:
    assert asked(f"{PLAIN}{line}\r\n")[1] is not None


@pytest.mark.parametrize(
    "sender",
    [
        "phish@corp.example",
        "PHISH@corp.example",
        "MAILER-DAEMON@corp.example",
        "noreply@corp.example",
        "do-not-reply@corp.example",
        "bounce+ann=x@corp.example",
        "ann@corp.example.evil.example",
        "ann@evilcorp.example",
        "ann@corp.example, eve@corp.example",
        "ann@evil.example@corp.example",
        "",
    ],
)
def test_neither_may_others(sender: str) -> None:
    assert asked(f"From: {sender}\r\nSubject: x\r\n")[1] is not None


def test_where_results_are_trusted_a_reporter_is_proven() -> None:
    def result(text: str) -> str | None:
        return asked(f"Authentication-Results: {text}\r\n{PLAIN}", PROVEN)[1]

    assert asked(PLAIN, PROVEN)[1] == "its sender is not proven"
    assert result("mx.corp.example; dmarc=pass header.from=corp.example") is None
    assert result("mx.corp.example; auth=pass smtp.auth=ann") is None
    assert result("mx.corp.example; dmarc=fail header.from=corp.example") is not None
    assert result("mx.else.example; auth=pass smtp.auth=ann") is not None


def test_the_program_names_its_languages() -> None:
    named = guard.languages(app.parse(f"{PLAIN}Accept-Language: de-CH, en;q=0.8\r\n\r\nx".encode()))
    assert named == ("de-CH", "en")

from email import message_from_bytes
from email.policy import default

import pytest

from unhook.context import Context
from unhook.errors import InputError
from unhook.export import arf
from unhook.message import parse

from .batches import INDICATORS, MAIL, URL

RAW = (
    b"From: help@mail.example.org\nTo: Jo <Jo@corp.example>\nSubject: Your mailbox\nX: \xff\n\n"
    b"Dear jo@corp.example, not j.jo@corp.example.org: https://login.example.net/in\n"
)


def _draft(raw: bytes | None = RAW, to: str = "") -> bytes:
    return arf.draft(
        MAIL, INDICATORS, raw, ["jo@corp.example"], to=to, envelope_from="bounce@mail.example.org"
    )


def test_it_is_a_draft_for_nobody() -> None:
    draft = message_from_bytes(_draft(), policy=default)
    assert draft["To"] is None
    assert draft["X-Unsent"] == "1"
    assert message_from_bytes(_draft(to="abuse@example.net"), policy=default)["To"] == "abuse@example.net"
    with pytest.raises(InputError, match="no address"):
        _draft(to="nobody\nBcc: x@example.net")


def test_its_three_parts_are_those_of_rfc_5965() -> None:
    draft = message_from_bytes(_draft())
    assert draft.get_content_type() == "multipart/report"
    assert draft.get_param("report-type") == "feedback-report"
    kinds = [part.get_content_type() for part in draft.get_payload()]  # type: ignore[union-attr]
    assert kinds == ["text/plain", "message/feedback-report", "message/rfc822"]


def test_unhook_reads_it_as_the_mail_inside() -> None:
    found = parse(_draft(), Context(files=None))
    assert found.carrier is not None
    assert found.subject.subject == "Your mailbox"


def test_people_read_it_harmless_and_machines_exactly() -> None:
    parts = message_from_bytes(_draft()).get_payload()
    words, facts = (part.as_string() for part in parts[:2])  # type: ignore[union-attr, index]
    assert "hxxps://login[.]example[.]net" in words
    assert "https://" not in words
    assert f"Reported-URI: {URL}" in facts
    assert "Source-IP: 8.8.8.8" in facts
    assert "Feedback-Type: fraud" in facts
    assert "\nX: y" not in _draft().decode("latin-1")


def test_whom_it_was_sent_to_is_not_told() -> None:
    told = _draft()
    assert b"jo@corp.example," not in told.lower()
    assert b"Jo <redacted@corp.example>" in told
    assert b"\xff" in told


def test_without_the_mail_what_is_known_of_its_header_stands_in() -> None:
    draft = message_from_bytes(_draft(None))
    last = draft.get_payload()[-1]  # type: ignore[index]
    assert last.get_content_type() == "text/rfc822-headers"  # type: ignore[union-attr]
    assert "Message-ID: 1@mail.example.org" in last.get_payload()  # type: ignore[union-attr]


def test_drafting_twice_gives_the_same() -> None:
    assert _draft() == _draft()

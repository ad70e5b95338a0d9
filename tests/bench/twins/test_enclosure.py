from datetime import UTC, datetime
from email.message import EmailMessage

from bench.twins.enclosure import add
from bench.twins.layout import Content

CONTENT = Content("en", "Ann", "Hi,", ("Shall we meet?",), "", None, ("Ann",))
DAY = datetime(2026, 10, 1, 9, tzinfo=UTC)


def _with(name: str) -> EmailMessage:
    message = EmailMessage()
    message.set_content("Shall we meet?")
    add(message, name, CONTENT, "ann@firm.example", DAY)
    return message


def test_an_invitation_names_its_organiser_and_time() -> None:
    (part,) = _with("invite.ics").iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["content-type"].params["method"] == "REQUEST"
    calendar = part.get_content()
    assert "ORGANIZER;CN=Ann:mailto:ann@firm.example" in calendar
    assert "DTSTART:20261007T090000Z" in calendar
    assert "SUMMARY:Shall we meet?" in calendar


def test_any_other_file_is_a_pdf() -> None:
    (part,) = _with("statement.pdf").iter_attachments()
    assert part.get_content_type() == "application/pdf"
    assert part.get_payload(decode=True).startswith(b"%PDF-")  # type: ignore[union-attr]

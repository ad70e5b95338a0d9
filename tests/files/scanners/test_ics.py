"""Invitations."""

from files.scanners.made import ask, faults, urls
from unhook.files.calendar import MAX_EVENTS
from unhook.files.model import Found
from unhook.files.scanners.ics import SCANNER

INVITE = b"""BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:1@example.com
SUMMARY:Payroll\\, final notice
DESCRIPTION:Confirm at\\nhttps://login.evil.test/a
X-ALT-DESC;FMTTYPE=text/html:<p><a href="https://pay.evil.test/">Open</a></p>
ORGANIZER;CN="Ada: Payroll":mailto:ada@corp.example
ATTENDEE;CN=Bob;ROLE=REQ-PARTICIPANT:MAILTO:bob@example.org
ATTACH:CID:1
ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;FILENAME=a.txt:aGVsbG8=
ATTACH:https://files.evil.test/b.exe
BEGIN:VALARM
DESCRIPTION:ring
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_the_record_of_an_invitation() -> None:
    (calendar,) = ask(SCANNER, INVITE).record["ics"]["calendars"]
    (event,) = calendar["components"]
    assert {key: event[key] for key in ("type", "uid", "summary", "description")} == {
        "type": "VEVENT",
        "uid": "1@example.com",
        "summary": "Payroll, final notice",
        "description": "Confirm at\nhttps://login.evil.test/a",
    }
    (organizer,) = event["organizers"]
    assert organizer["mailbox"]["display_name"] == "Ada: Payroll"
    assert organizer["mailbox"]["email"]["email"] == "ada@corp.example"
    assert organizer["mailbox"]["email"]["domain"]["domain"] == "corp.example"
    assert [each["mailbox"]["email"]["email"] for each in event["attendees"]] == ["bob@example.org"]
    assert event["attachments"] == [
        {"type": "uri", "uri": "CID:1"},
        {"type": "binary"},
        {"type": "uri", "uri": "https://files.evil.test/b.exe"},
    ]


def test_links_words_and_children() -> None:
    found = ask(SCANNER, INVITE)
    assert urls(found) == [
        "https://pay.evil.test/",
        "https://login.evil.test/a",
        "https://files.evil.test/b.exe",
    ]
    assert "Payroll, final notice" in found.texts[0].text
    assert [(each.name, each.media_type) for each in found.children] == [
        ("event 1.html", "text/html"),
        ("a.txt", "text/plain"),
    ]
    assert found.children[1].data == b"hello"


def test_an_event_without_a_calendar_or_an_end() -> None:
    (calendar,) = ask(SCANNER, b"BEGIN:VEVENT\nSUMMARY:x", "a.ics").record["ics"]["calendars"]
    assert [(each["type"], each["uid"]) for each in calendar["components"]] == [("VEVENT", None)]


def test_more_events_than_the_limit() -> None:
    data = b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n" * (MAX_EVENTS + 1)
    assert faults(ask(SCANNER, data)) == ["limit:names"]


def test_no_calendar() -> None:
    assert ask(SCANNER, b"hello", "a.ics") == Found()

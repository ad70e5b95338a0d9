"""Calendar files, read by `file.parse_ics`."""

from unhook import mql
from unhook.message.model import Attachment, Message

INVITE = """BEGIN:VCALENDAR\r
PRODID:-//Example//Calendar 1.0//EN\r
CALSCALE:GREGORIAN\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
SUMMARY:Payroll\\, final notice\r
DESCRIPTION;LANGUAGE=en:Confirm at\\nhttps://login.evil.test/con\r
 firm today\r
X-ALT-DESC;FMTTYPE=text/html:<p><a href="https://pay.evil.test/">Open</a></p>\r
ORGANIZER;CN="Ada: Payroll":mailto:ada@corp.example\r
LOCATION:Room 1\r
URL:https://meet.example.com/1\r
END:VEVENT\r
END:VCALENDAR\r
"""


def value(source: str) -> object:
    message = Message(attachments=(Attachment(INVITE.encode(), "invite.ics", "ics"),))
    return mql.compile(source, query=True).value(mql.Run(message, strict=True))


def test_events_and_their_text() -> None:
    calendar = "file.parse_ics(attachments[0])"
    assert value(f"{calendar}.product_id") == "-//Example//Calendar 1.0//EN"
    assert value(f"{calendar}.scale") == "GREGORIAN"
    assert value(f"{calendar}.events[0].summary") == "Payroll, final notice"
    assert value(f"{calendar}.events[0].description") == "Confirm at\nhttps://login.evil.test/confirm today"
    assert value(f"strings.contains({calendar}.events[0].description_html, 'Open')") is True


def test_links_of_text_html_and_url() -> None:
    hosts = value("map(beta.file.parse_ics(attachments[0]).events[0].links, .href_url.domain.domain)")
    assert hosts == ("pay.evil.test", "login.evil.test", "meet.example.com")


def test_quoted_parameters_may_hold_colons() -> None:
    organizer = (
        "filter(file.parse_ics(attachments[0]).events[0].raw_properties, .key == 'ORGANIZER')[0].value"
    )
    assert value(organizer) == "mailto:ada@corp.example"

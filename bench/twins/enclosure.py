"""What honest mails carry along: a page as PDF, an invitation as iCalendar (RFC 5545)."""

from datetime import datetime, timedelta
from email.message import EmailMessage

from bench.twins.layout import Content, text
from bench.twins.sender import ascii_name

_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"


def add(message: EmailMessage, name: str, content: Content, organiser: str, day: datetime) -> None:
    """Attach the file `name`; an `.ics` is a calendar request."""
    if not name.endswith(".ics"):
        trailer = f"trailer<</Root 1 0 R/ID[<{ascii_name(content.brand)}>]>>\n%%EOF\n"
        message.add_attachment(_PDF + trailer.encode(), "application", "pdf", filename=name)
        return
    start = (day + timedelta(days=6)).strftime("%Y%m%dT%H0000Z")
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//EN", "METHOD:REQUEST", "BEGIN:VEVENT"),
        *(f"UID:{day:%Y%m%d%H%M}@{organiser.partition('@')[2]}", f"DTSTAMP:{day:%Y%m%dT%H%M%SZ}"),
        *(f"DTSTART:{start}", "DURATION:PT1H", f"ORGANIZER;CN={content.brand}:mailto:{organiser}"),
        f"SUMMARY:{text(content).splitlines()[2][:60]}",
        *("END:VEVENT", "END:VCALENDAR", ""),
    )
    calendar = "\r\n".join(lines)
    message.add_attachment(calendar, subtype="calendar", filename=name, params={"method": "REQUEST"})

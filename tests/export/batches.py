"""A batch with one indicator of each kind, and texts that would harm a screen, a table or a pattern."""

from datetime import UTC, datetime

from unhook.campaigns.reading import Campaign
from unhook.export.batch import Batch, Mail
from unhook.indicators import Indicator

FIRST, LAST = datetime(2026, 3, 1, 9, 0, tzinfo=UTC), datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
KEY = "0123456789abcdef" * 4
SUBJECT = "Your mailbox at https://login.example.net <script>\u202e\r\nX: y"
MAIL = Mail(
    KEY, "f" * 64, LAST, "help@mail.example.org", SUBJECT, "1@mail.example.org", "malicious", 0.97,
    ("credential_phishing",), ("asks-for-password",),
)  # fmt: skip
URL = "https://login.example.net/in?a=1&b='x'\\y"
INDICATORS = (
    Indicator("url", URL, "credential-page", 95, "Acme", FIRST, LAST, 2),
    Indicator("host", "login.example.net", "link", 87, first=FIRST, last=LAST),
    Indicator("sha256", "a" * 64, "attachment", 50, first=LAST, last=LAST),
    Indicator("email", "=help@mail.example.org", "sender", 50, first=LAST, last=LAST),
    Indicator("email", "rich@gmail.com", "reply-to", 50, first=LAST, last=LAST),
    Indicator("ip", "8.8.8.8", "origin", 48, first=LAST, last=LAST),
    Indicator("ip", "2001:4860:4860::8888", "link", 48, first=LAST, last=LAST),
)
CAMPAIGN = Campaign(7, KEY, 2, FIRST, LAST, SUBJECT, {"malicious": 2})
BATCH = Batch((MAIL,), INDICATORS)
WHOLE = Batch((MAIL,), INDICATORS, CAMPAIGN)

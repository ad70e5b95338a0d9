"""One made-up message that the language tests speak of, and the facts known about it."""

from datetime import UTC, datetime

from unhook.context import Context, Vip
from unhook.links.model import Domain, Ip, Rewrite, Url
from unhook.message.model import (
    Attachment,
    AuthenticationResults,
    AuthSummary,
    Body,
    BodyText,
    DkimDetails,
    DmarcDetails,
    DmarcSummary,
    EmailAddress,
    Field,
    Headers,
    Hop,
    Html,
    Link,
    Mailbox,
    Message,
    MessageType,
    Received,
    Recipients,
    SpfSummary,
    Subject,
    Thread,
)


def domain(name: str) -> Domain:
    """A domain whose last two labels are the registrable part."""
    labels = name.split(".")
    subdomain = ".".join(labels[:-2]) or None
    return Domain(name, ".".join(labels[-2:]), labels[-2], subdomain, labels[-1], None, True)


def mailbox(name: str | None, address: str) -> Mailbox:
    """A mailbox with its parts."""
    local, _, host = address.partition("@")
    return Mailbox(name, EmailAddress(address, local, domain(host)))


HTML = (
    '<html><head><title>Portal</title></head><body class="mail"><!-- marker -->'
    '<p>Your mailbox is <b>full</b>.</p><a class="cta" href="https://login.evil.test/?u=1">CONFIRM HERE</a>'
    '<img src="logo.png" alt="Example Mail"></body></html>'
)

LINKS = (
    Link(
        Url(
            "https://login.evil.test/verify/now?user=ada%40corp.example&user=2#frag",
            "https",
            domain=domain("login.evil.test"),
            path="/verify/now",
            query_params="user=ada%40corp.example&user=2",
            query_params_decoded={"user": ("ada@corp.example", "2")},
            fragment="frag",
        ),
        display_url=Url("https://mail.example.com/", "https", domain=domain("mail.example.com"), path="/"),
        display_text="https://mail.example.com/",
        mismatched=True,
        visible=True,
    ),
    Link(
        Url(
            "http://192.0.2.7:8080/x",
            "http",
            ip=Ip("192.0.2.7"),
            port=8080,
            path="/x",
            rewrite=Rewrite(("wix", "mandrill"), "https://click.example.net/?u=x"),
        ),
        display_text="Unsubscribe",
        visible=False,
        parser="plain",
    ),
    Link(Url("https://example.com/", "https", domain=domain("example.com"), path="/"), display_text=None),
)

CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Calendar//EN\r\nBEGIN:VEVENT\r\nUID:1@example.com\r\n"
    b"SUMMARY:Account review\r\nDESCRIPTION:Join at https://login.evil.test/join\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
MAIL = (
    b"From: Eve <eve@example.net>\r\nTo: ada@corp.example\r\nSubject: Inner\r\n\r\n"
    b"See https://inner.evil.test/x now.\r\n"
)

MESSAGE = Message(
    sender=mailbox("Mail Service", "no-reply@notice.example.com"),
    recipients=Recipients(
        to=(mailbox("Ada", "ada@corp.example"), mailbox(None, "bob@corp.example")),
        cc=(mailbox("Eve", "eve@example.net"),),
    ),
    subject=Subject("RE: Your MAILBOX is full: 98%", "Your MAILBOX is full: 98%", is_reply=True),
    headers=Headers(
        hops=(
            Hop(
                0,
                (Field("From", "Mail Service", 1), Field("X-Mailer", "Mailer 1.0", 0)),
                authentication_results=AuthenticationResults(
                    spf="pass", dkim="pass", dkim_details=(DkimDetails("pass", "example.com"),), dmarc="fail"
                ),
            ),
            Hop(1, (Field("Received", "from a by b", 2),), received=Received("from a by b")),
        ),
        auth_summary=AuthSummary(
            SpfSummary(True), dmarc=DmarcSummary(False, DmarcDetails("fail", domain("example.com")))
        ),
        date=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        domains=(domain("notice.example.com"), domain("relay.example.net")),
        ips=(Ip("192.0.2.7"), Ip("2001:db8::1")),
        message_id="<1@notice.example.com>",
        references=("<0@corp.example>",),
        reply_to=(mailbox(None, "helpdesk@example.org"),),
    ),
    body=Body(
        plain=BodyText("Your mailbox is full.\nConfirm within 24 hours."),
        html=Html(HTML, "Your mailbox is full.", "Portal Your mailbox is full."),
        current_thread=Thread("Your mailbox is full.\nConfirm within 24 hours, or lose it. Straße, ΣΊΣΥΦΟΣ"),
        previous_threads=(Thread("Hello Ada", sender=mailbox("Bob", "bob@corp.example")), Thread("Old")),
        links=LINKS,
        ips=(Ip("192.0.2.7"),),
    ),
    attachments=(
        Attachment(b"%PDF-1.4\n", "invoice.pdf", "pdf", "application/pdf", size=9),
        Attachment(
            b"<html><title>Sign in</title><p>Password</p></html>", "page.HTML", "html", "text/html", size=50
        ),
        Attachment("Grüße".encode(), "note.txt", "txt", "text/plain", size=7),
        Attachment(CALENDAR, "invite.ics", "ics", "text/calendar", size=len(CALENDAR)),
        Attachment(MAIL, "inner.eml", "eml", "message/rfc822", size=len(MAIL)),
    ),
    type=MessageType(inbound=True, assumed=False),
)

CONTEXT = Context(
    org_domains=frozenset({"corp.example"}),
    org_vips=(Vip("Ada Lovelace", "ada@corp.example"), Vip("Grace Hopper")),
    lists={
        "suspicious_tlds": frozenset({"test", "ZIP"}),
        "shorteners": ("short.example", "tiny.example"),
        "mail_words": frozenset({"mailbox", "quota"}),
        "nothing": frozenset(),
    },
    facts={
        "whois": lambda host: (
            {"found": True, "days_old": 3, "name_servers": ["ns.example.net"]}
            if getattr(host, "domain", host) == "login.evil.test"
            else None
        ),
        "nlu": lambda text, subject="": {
            "intents": [{"name": "cred_theft", "confidence": "high"}],
            "topics": [],
            "language": "english",
        },
        "mailbox": {"display_name": "Ada", "email": {"email": "ada@corp.example"}},
    },
)

"""The mails that a report is about: attached, in a feedback report (RFC 5965), or forwarded in the text."""

import html
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from unhook.message.body.model import Link, Thread
from unhook.message.container import report
from unhook.message.model import Attachment, Mailbox, Message

MOST = 5
"""Mails of one report that are looked at."""
REBUILT = "X-Unhook-Rebuilt"
"""The field that a mail has of which only the text was left."""
_HEADER_ALONE = "text/rfc822-headers"


@dataclass(frozen=True, slots=True)
class Reported:
    """A mail's bytes. `inline`: they were put together from what a mail program leaves of a mail when it is
    forwarded within the text: the words, the links and the files, but no header beyond what is quoted.
    """

    raw: bytes
    inline: bool = False


def of(outer: Message) -> tuple[Reported, ...]:
    """The reported mails, in order; none where the mail reports nothing."""
    attached = [raw for each in outer.attachments if (raw := _attached(each)) is not None]
    if attached:
        return tuple(Reported(raw) for raw in attached[:MOST])
    body = outer.body
    threads = (body.current_thread, *body.previous_threads)
    quoted = next((each for each in threads if each.sender is not None and each.subject is not None), None)
    return (Reported(_rebuilt(quoted, outer), inline=True),) if quoted is not None else ()


def note(outer: Message) -> str:
    """The reporter's own words."""
    thread = outer.body.current_thread
    return "" if thread.preamble is not None else thread.text.strip()


def _attached(attachment: Attachment) -> bytes | None:
    if report.is_mail(attachment) or attachment.content_type == _HEADER_ALONE:
        return report.as_rfc5322(attachment.raw)
    return None


def _rebuilt(thread: Thread, outer: Message) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail[REBUILT] = "inline-forward"
    mail["From"] = _named(thread.sender)
    if thread.recipients is not None and thread.recipients.to:
        mail["To"] = _named(thread.recipients.to[0])
    mail["Subject"] = _line((thread.subject.subject if thread.subject else "") or "")
    mail.set_content(thread.text)
    mail.add_alternative(_html(thread), subtype="html")
    for each in outer.attachments:
        main, _, sub = (each.content_type or "application/octet-stream").partition("/")
        if main not in ("message", "multipart") and sub:
            mail.add_attachment(
                each.raw,
                maintype="application",
                subtype="octet-stream",
                filename=_line(each.file_name or "file"),
            )
    return mail.as_bytes()


def _html(thread: Thread) -> str:
    """The text with its links where they stood; those that cannot be placed follow."""
    shown = html.escape(thread.text)
    after: list[str] = []
    for link in thread.links:
        words = html.escape(link.display_text or "")
        anchor = _anchor(link, words)
        if words and words in shown and anchor not in shown:
            shown = shown.replace(words, anchor, 1)
        else:
            after.append(anchor)
    lines = [*shown.split("\n"), *after]
    return "<html><body>" + "".join(f"<p>{line}</p>\n" for line in lines) + "</body></html>\n"


def _anchor(link: Link, words: str) -> str:
    url = html.escape(link.href_url.url or "" if link.href_url else "")
    return f'<a href="{url}">{words or url}</a>'


def _named(mailbox: Mailbox | None) -> str:
    if mailbox is None:
        return "unknown"
    from email.utils import formataddr

    address = _line(mailbox.email.email)
    name = _line(mailbox.display_name or "")
    # An address that is none stays visible as a name.
    return (
        formataddr((name, address)) if "@" in address and address.isascii() else _line(f'"{name} {address}"')
    )


def _line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:500]

"""The message model: the public Message Data Model's names as frozen values.

Field names are those that open rule feeds speak; a name that is a Python keyword carries
a trailing underscore here (`pass_`, `from_`) and none in rules and JSON. Arrays are
tuples, never `None`; a missing scalar or object is `None`, which rules see as null.
Fields whose metadata says `mdm=False` are Unhook's own (offsets, bytes) and are invisible
to rules. Offsets are half-open byte ranges in `Message.raw`.

The values live beside what reads them (`header.model`, `body.model`, `mime.attachment`); all are
offered here, where other packages take them from.
"""

from dataclasses import dataclass
from datetime import datetime

from unhook.message.body.model import (
    Banner,
    Body,
    BodyText,
    Html,
    Link,
    Thread,
)
from unhook.message.header.model import (
    ArcDetails,
    AuthenticationResults,
    AuthSummary,
    Compauth,
    DkimDetails,
    DkimSummary,
    DmarcDetails,
    DmarcSummary,
    EmailAddress,
    Field,
    Headers,
    Hop,
    Host,
    Mailbox,
    MessageType,
    Received,
    Recipients,
    Signature,
    SpfDetails,
    SpfSummary,
    Subject,
)
from unhook.message.mime.attachment import Attachment
from unhook.message.mime.text import TextPart
from unhook.message.own import own
from unhook.message.part import Defect, Part

__all__ = [
    "ArcDetails",
    "Attachment",
    "AuthSummary",
    "AuthenticationResults",
    "Banner",
    "Body",
    "BodyText",
    "Compauth",
    "DkimDetails",
    "DkimSummary",
    "DmarcDetails",
    "DmarcSummary",
    "EmailAddress",
    "External",
    "Field",
    "Headers",
    "Hop",
    "Host",
    "Html",
    "Link",
    "Mailbox",
    "Message",
    "MessageType",
    "Received",
    "Recipients",
    "Signature",
    "SpfDetails",
    "SpfSummary",
    "Subject",
    "Thread",
]


@dataclass(frozen=True, slots=True)
class External:
    """What the mail provider says about the message; known only when a connector supplies it."""

    message_id: str | None = None
    thread_id: str | None = None
    created_at: datetime | None = None
    route_type: str | None = None
    spam: bool | None = None
    spam_folder: bool | None = None


@dataclass(frozen=True)
class Message:
    """A parsed message. `raw` are the analysed bytes; `defects` what was wrong with them.

    `structure` is the MIME tree with offsets; `html_source` and `plain_source` are the texts
    that `body` was made of. `envelope` says how a report or a forward was opened to reach
    this message, outermost first (`"message/feedback-report"`, ...); `raw` is then the inner
    message, and `carrier` the mail that arrived, which may itself be worth judging.
    `truncated` is true when a limit cut the analysis. `bare` is the mail as it came where links and words of
    its files were joined to this one (`unhook.files.joined`).
    """

    sender: Mailbox = Mailbox()
    recipients: Recipients = Recipients()
    subject: Subject = Subject()
    headers: Headers = Headers()
    body: Body = Body()
    attachments: tuple[Attachment, ...] = ()
    type: MessageType = MessageType()
    mailbox: Mailbox | None = None
    external: External | None = None
    raw: bytes = own(b"")
    structure: Part | None = own()
    html_source: TextPart | None = own()
    plain_source: TextPart | None = own()
    defects: tuple[Defect, ...] = own(())
    envelope: tuple[str, ...] = own(())
    carrier: "Message | None" = own()
    bare: "Message | None" = own()
    truncated: bool = own(False)

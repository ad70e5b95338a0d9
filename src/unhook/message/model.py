"""The message model: the public Message Data Model's names as frozen values.

Field names are those that open rule feeds speak; a name that is a Python keyword carries
a trailing underscore here (`pass_`, `from_`) and none in rules and JSON. Arrays are
tuples, never `None`; a missing scalar or object is `None`, which rules see as null.
Fields whose metadata says `mdm=False` are Unhook's own (offsets, bytes) and are invisible
to rules. Offsets are half-open byte ranges in `Message.raw`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from unhook.links.model import Domain, Ip, Url
from unhook.message.offsets import Span, TextMap
from unhook.message.part import Defect, Part
from unhook.message.text import TextPart


def _own(default: Any = None) -> Any:
    return field(default=default, repr=False, compare=False, metadata={"mdm": False})


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An addr-spec (RFC 5322 section 3.4.1), lower case in the domain, as written in the local part."""

    email: str
    local_part: str | None = None
    domain: Domain | None = None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox (RFC 5322 section 3.4): display name decoded, quotes and comments removed.

    `email` is an empty `EmailAddress` when the field names nobody. `first_name` and
    `last_name` are known for the recipient's own mailbox only.
    """

    display_name: str | None = None
    email: EmailAddress = EmailAddress("")
    first_name: str | None = None
    last_name: str | None = None
    span: Span | None = _own()


@dataclass(frozen=True, slots=True)
class Recipients:
    """To, Cc and Bcc in the order written; groups are flattened."""

    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """`subject` is the decoded field; `base` has reply and forward prefixes of many languages removed."""

    subject: str | None = None
    base: str | None = None
    is_reply: bool = False
    is_forward: bool = False
    is_auto_reply: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A header field: decoded, unfolded `value`; `position` counts from the bottom of the header, from 0.

    `span` covers the whole field, `value_span` the raw value after the colon.
    """

    name: str
    value: str
    position: int
    span: Span = _own((0, 0))
    value_span: Span = _own((0, 0))


@dataclass(frozen=True, slots=True)
class Host:
    """A host as a Received clause names it; `raw` is the clause's text."""

    raw: str
    domain: Domain | None = None
    ip: Ip | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A parsed Received field (RFC 5321 section 4.4)."""

    raw: str
    source: Host | None = None
    server: Host | None = None
    mailbox: EmailAddress | None = None
    protocol: str | None = None
    id: str | None = None
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class SpfDetails:
    """One SPF result (RFC 8601 section 2.7.2, RFC 7208).

    `verdict` is lower case, `designator` the judged mail-from.
    """

    verdict: str | None = None
    designator: str | None = None
    client_ip: Ip | None = None
    server: Domain | None = None
    helo: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class DkimDetails:
    """One DKIM result (RFC 8601 section 2.7.1): `domain` is header.d or the domain of header.i."""

    verdict: str | None = None
    domain: str | None = None
    selector: str | None = None
    signature: str | None = None
    algorithm: str | None = None
    type: str = "dkim"
    description: str | None = None


@dataclass(frozen=True, slots=True)
class DmarcDetails:
    """One DMARC result (RFC 7489 section 11.1): policies upper case as receivers print them."""

    verdict: str | None = None
    from_: Domain | None = None
    policy: str | None = None
    sub_policy: str | None = None
    disposition: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Compauth:
    """Microsoft's composite authentication: `verdict` and the numeric `reason`."""

    verdict: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ArcDetails:
    """An ARC chain result (RFC 8617): `verdict` is the cv of the newest set."""

    verdict: str | None = None
    instance: int | None = None


@dataclass(frozen=True, slots=True)
class AuthenticationResults:
    """One Authentication-Results field (RFC 8601), each method's first result beside all details.

    `type` is `standard`, `arc` (ARC-Authentication-Results) or `original`.
    `server` is the authserv-id, absent where the writer omits it.
    """

    type: str = "standard"
    server: str | None = None
    instance: int | None = None
    spf: str | None = None
    spf_details: SpfDetails | None = None
    dkim: str | None = None
    dkim_details: tuple[DkimDetails, ...] = ()
    dmarc: str | None = None
    dmarc_details: DmarcDetails | None = None
    compauth: Compauth | None = None
    arc: ArcDetails | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A DKIM-Signature field's tags (RFC 6376 section 3.5), unverified."""

    domain: str | None = None
    selector: str | None = None
    algorithm: str | None = None
    headers: str | None = None
    identity: str | None = None
    type: str = "dkim"
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """The fields one server added, oldest hop first (`index` 0 is the author's own).

    A hop begins (read upwards) at each Received field; see `message.hops`.
    """

    index: int
    fields: tuple[Field, ...] = ()
    received: Received | None = None
    received_spf: SpfDetails | None = None
    authentication_results: AuthenticationResults | None = None
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class SpfSummary:
    """SPF by the trusted server: `pass_` is null when nobody trusted judged it."""

    pass_: bool | None = None
    error: bool | None = None
    details: SpfDetails | None = None


@dataclass(frozen=True, slots=True)
class DkimSummary:
    """DKIM by the trusted server: passes when any signature does."""

    pass_: bool | None = None
    details: tuple[DkimDetails, ...] = ()


@dataclass(frozen=True, slots=True)
class DmarcSummary:
    """DMARC by the trusted server: `pass_` is null when nobody trusted judged it."""

    pass_: bool | None = None
    details: DmarcDetails | None = None


@dataclass(frozen=True, slots=True)
class AuthSummary:
    """What the trusted authentication server said; `server` is its authserv-id."""

    spf: SpfSummary = SpfSummary()
    dkim: DkimSummary = DkimSummary()
    dmarc: DmarcSummary = DmarcSummary()
    server: str | None = None


@dataclass(frozen=True, slots=True)
class Headers:
    """The header section. `domains` and `ips` are those of all hops, each once, in order of appearance."""

    hops: tuple[Hop, ...] = ()
    auth_summary: AuthSummary = AuthSummary()
    date: datetime | None = None
    date_original_offset: str | None = None
    delivered_to: EmailAddress | None = None
    domains: tuple[Domain, ...] = ()
    ips: tuple[Ip, ...] = ()
    in_reply_to: str | None = None
    mailer: str | None = None
    message_id: str | None = None
    references: tuple[str, ...] = ()
    reply_to: tuple[Mailbox, ...] = ()
    return_path: EmailAddress | None = None
    x_authenticated_domain: Domain | None = None
    x_authenticated_sender: EmailAddress | None = None
    x_client_ip: Ip | None = None
    x_originating_ip: Ip | None = None
    x_sender: EmailAddress | None = None
    x_secure_server_account: str | None = None
    fields: tuple[Field, ...] = _own(())


@dataclass(frozen=True, slots=True)
class Link:
    """A link a person can follow, or one the client would show as such.

    `href_url` is where it leads, `display_url` the URL its text shows (if it shows one),
    `display_text` its visible text. `mismatched`: both URLs exist and their root domains
    differ. `parser` is `hyperlink` (an HTML element) or `plain` (found in text).
    `element` names the HTML element (`a`, `area`, `form`, `button`, `meta`, `v:roundrect`), or
    `text` for a URL written in the HTML's text and `plain` for one in text/plain.
    `text_span` is the place of `display_text` in the body text (`Body.text`), `span` that of
    the target in the decoded source of its part.
    """

    href_url: Url | None = None
    display_url: Url | None = None
    display_text: str | None = None
    mismatched: bool | None = None
    visible: bool | None = None
    parser: str = "hyperlink"
    element: str = _own("a")
    text_span: Span | None = _own()
    span: Span | None = _own()


@dataclass(frozen=True, slots=True)
class Banner:
    """A warning that a gateway put into the text ("[EXTERNAL] ..."), not the author's words."""

    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One message of a conversation: `text` without the `preamble` that introduces it ("On ... wrote:").

    `text_span` is its place in the body text (`Body.text`).
    """

    text: str = ""
    preamble: str | None = None
    banners: tuple[Banner, ...] = ()
    links: tuple[Link, ...] = ()
    sender: Mailbox | None = None
    recipients: Recipients | None = None
    subject: Subject | None = None
    date: str | None = None
    text_span: Span = _own((0, 0))


@dataclass(frozen=True, slots=True)
class BodyText:
    """A text/plain body as decoded."""

    raw: str
    charset: str | None = None
    content_transfer_encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Html:
    """An HTML document: `raw` source, `display_text` as a person sees it (block breaks as
    newlines, hidden text left out), `inner_text` all text of the tree, hidden text included.

    `hidden_text` holds the runs a person cannot see, `hidden_spans` their places in `raw`.
    `forms` are (action, has a password field) pairs and `inputs` the types of all input fields.
    """

    raw: str
    display_text: str = ""
    inner_text: str = ""
    charset: str | None = None
    content_transfer_encoding: str | None = None
    links: tuple[Link, ...] = ()
    hidden_text: tuple[str, ...] = _own(())
    hidden_spans: Sequence[Span] = _own(())
    image_count: int = _own(0)
    forms: tuple[tuple[str, bool], ...] = _own(())
    inputs: tuple[str, ...] = _own(())
    scripts: int = _own(0)


@dataclass(frozen=True, slots=True)
class Body:
    """`text` is what threads are cut from: the HTML's display text, else the plain text.

    `text_map` leads from `text` to the raw bytes. Links come in order: HTML, then plain.
    """

    plain: BodyText | None = None
    html: Html | None = None
    current_thread: Thread = Thread()
    previous_threads: tuple[Thread, ...] = ()
    links: tuple[Link, ...] = ()
    ips: tuple[Ip, ...] = ()
    text: str = _own("")
    text_map: TextMap | None = _own()


@dataclass(frozen=True)
class Attachment:
    """A part that is not body text. Hashes and magic type are worked out when asked for.

    `file_name` as decoded; `file_extension` lower case, without the dot; `content_type`
    as declared, lower case, without parameters; `file_type` by content, in the short names
    rules compare (`pdf`, `html`, `docx`, `zip`, ..., `unknown`); `size` in bytes, decoded.
    """

    raw: bytes = field(repr=False, metadata={"mdm": False})
    file_name: str | None = None
    file_extension: str | None = None
    content_type: str | None = None
    content_id: str | None = None
    content_disposition: str | None = None
    content_transfer_encoding: str | None = None
    size: int = 0
    inline: bool = _own(False)
    part: Part | None = _own()

    @cached_property
    def file_type(self) -> str:
        """The true type by magic bytes, as a short extension-like name; `unknown` otherwise."""
        from unhook.message.magic import file_type

        return file_type(self.raw)

    @cached_property
    def md5(self) -> str:
        """MD5 in lower-case hex: an identifier for look-ups, not a safeguard."""
        return hashlib.md5(self.raw, usedforsecurity=False).hexdigest()

    @cached_property
    def sha1(self) -> str:
        """SHA-1 in lower-case hex."""
        return hashlib.sha1(self.raw, usedforsecurity=False).hexdigest()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 in lower-case hex."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True, slots=True)
class MessageType:
    """The direction. Exactly one is true; `assumed` says that no organisation domains were known."""

    inbound: bool = True
    outbound: bool = False
    internal: bool = False
    assumed: bool = _own(True)


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
    `truncated` is true when a limit cut the analysis.
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
    raw: bytes = _own(b"")
    structure: Part | None = _own()
    html_source: TextPart | None = _own()
    plain_source: TextPart | None = _own()
    defects: tuple[Defect, ...] = _own(())
    envelope: tuple[str, ...] = _own(())
    carrier: "Message | None" = _own()
    truncated: bool = _own(False)

"""The message model's header values: mailboxes, hops, what servers said of them, the direction."""

from dataclasses import dataclass
from datetime import datetime

from unhook.links.model import Domain, Ip
from unhook.message.offsets import Span
from unhook.message.own import own


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An addr-spec (RFC 5322 section 3.4.1), lower case in the domain, as written in the local part."""

    email: str
    local_part: str | None = None
    domain: Domain | None = None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox (RFC 5322 section 3.4): display name decoded, quotes and comments removed.

    `email` is an empty `EmailAddress` when the field names nobody; its `domain` is then not `valid`.
    `first_name` and `last_name` are known for the recipient's own mailbox only.
    """

    display_name: str | None = None
    email: EmailAddress = EmailAddress("")
    first_name: str | None = None
    last_name: str | None = None
    span: Span | None = own()


@dataclass(frozen=True, slots=True)
class Recipients:
    """To, Cc and Bcc in the order written; groups are flattened, an empty one is a mailbox of its name."""

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
    span: Span = own((0, 0))
    value_span: Span = own((0, 0))


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
    """A DKIM-Signature field's tags (RFC 6376 section 3.5), unverified; `instance` is an ARC set's."""

    domain: str | None = None
    selector: str | None = None
    algorithm: str | None = None
    body_hash: str | None = None
    headers: str | None = None
    identity: str | None = None
    instance: str | None = None
    signature: str | None = None
    type: str = "dkim"
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """The fields one server added, oldest hop first (`index` 0 is the author's own).

    A hop begins (read upwards) at each Received field; see `header.hops`.
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
    fields: tuple[Field, ...] = own(())


@dataclass(frozen=True, slots=True)
class MessageType:
    """The direction. Exactly one is true; `assumed` says that no organisation domains were known."""

    inbound: bool = True
    outbound: bool = False
    internal: bool = False
    assumed: bool = own(True)

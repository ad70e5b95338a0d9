"""The header section as a whole: from raw fields to sender, recipients, subject and headers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from unhook.context import Context
from unhook.links import address as ips
from unhook.links import domain as domains
from unhook.links.model import Domain, Ip
from unhook.message.header import auth_summary, dates, hops
from unhook.message.header import subject as subjects
from unhook.message.header.hops import Parsed
from unhook.message.header.model import Field, Headers, Mailbox, Recipients, Subject
from unhook.message.header.named_fields import NamedFields
from unhook.message.mime.fields import RawField
from unhook.message.part import Defect

_ONCE = (
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
)
_REFERENCE = re.compile(r"<[^<>\s]{1,998}>")
_AUTO_REPLY_FIELDS = ("x-autoreply", "x-autorespond", "x-autoresponder")


@dataclass(frozen=True, slots=True)
class HeaderSection:
    """What `build` makes of a message's header fields."""

    sender: Mailbox
    recipients: Recipients
    subject: Subject
    headers: Headers
    defects: tuple[Defect, ...] = ()


def build(fields: Sequence[RawField], context: Context) -> HeaderSection:
    """Read the header section; `fields` are in order from the top. Never raises on content.

    Of a field that may stand once (RFC 5322 section 3.6) the topmost counts, as most
    clients show it; recipients are the union of all. Defect codes: `duplicate-field`,
    `several-authors`, `missing-author-address`, `unreadable-date`, `limit-reached`, those
    of `auth_summary.summarise` (`untrusted-authentication-results`, `dmarc-for-another-domain`)
    and those of `addresses.mailboxes`.
    """
    section = NamedFields(fields, context.limits)
    for name in _ONCE:
        repeated = section.all(name)
        if len(repeated) > 1:
            section.log.add("duplicate-field", repeated[1].name, repeated[1].span)
    sender = _sender(section)
    count = len(fields)
    model_fields = tuple(
        [
            Field(field.name, field.value, count - 1 - index, field.span, field.value_span)
            for index, field in enumerate(fields)
        ]
    )
    parsed, cut = hops.read(fields, section.names, context.limits)
    recipients = Recipients(
        to=section.mailboxes(section.all("to")),
        cc=section.mailboxes(section.all("cc")),
        bcc=section.mailboxes(section.all("bcc")),
    )
    summary, doubts = auth_summary.summarise(
        parsed, sender.email.domain, context.trusted_authserv_ids, _organisations(recipients)
    )
    section.log.extend((*cut, *doubts))
    date = section.field("date")
    moment, offset = dates.parse(date.value) if date else (None, None)
    if date and moment is None:
        section.log.add("unreadable-date", date.value[:100], date.span)
    names, addresses = _trace_hosts(parsed)
    authenticated = section.address("x-authenticated-sender", "x-auth-sender", "x-authenticated-user")
    headers = Headers(
        hops=hops.group(model_fields, section.names, parsed),
        auth_summary=summary,
        date=moment,
        date_original_offset=offset,
        delivered_to=section.address("delivered-to", "x-delivered-to", "envelope-to", "x-original-to"),
        domains=names,
        ips=addresses,
        in_reply_to=section.value("in-reply-to"),
        mailer=section.value("x-mailer", "user-agent", "x-newsreader"),
        message_id=section.value("message-id"),
        references=_references(section),
        reply_to=section.mailboxes(section.all("reply-to")[:1]),
        return_path=section.address("return-path"),
        x_authenticated_domain=_domain(section.value("x-authenticated-domain")),
        x_authenticated_sender=authenticated,
        x_client_ip=_ip(section.value("x-client-ip", "x-clientip")),
        x_originating_ip=_ip(section.value("x-originating-ip", "x-original-ip")),
        x_sender=section.address("x-sender"),
        x_secure_server_account=section.value("x-secureserver-acct"),
        fields=model_fields,
    )
    return HeaderSection(
        sender=sender,
        recipients=recipients,
        subject=_subject(section),
        headers=headers,
        defects=section.log.all(),
    )


def _organisations(recipients: Recipients) -> frozenset[str]:
    """The registrable domains of those to whom the message is addressed."""
    boxes = (*recipients.to, *recipients.cc, *recipients.bcc)
    domains = (box.email.domain.registrable_domain for box in boxes if box.email.domain is not None)
    return frozenset(domain for domain in domains if domain)


def _sender(section: NamedFields) -> Mailbox:
    """The first mailbox of From; without an address there, Sender and Return-Path stand in."""
    boxes = section.mailboxes(section.all("from")[:1])
    author = next((box for box in boxes if box.email.email), boxes[0] if boxes else None)
    if sum(1 for box in boxes if box.email.email) > 1:
        section.log.add("several-authors", span=section.all("from")[0].span)
    if author is not None and author.email.email:
        return author
    for name in ("sender", "return-path"):
        for box in section.mailboxes(section.all(name)[:1]):
            if box.email.email:
                section.log.add("missing-author-address", name)
                return Mailbox(author.display_name if author else box.display_name, box.email, span=box.span)
    section.log.add("missing-author-address", "from")
    return author or Mailbox()


def _subject(section: NamedFields) -> Subject:
    values = section.all("subject")
    submitted = (section.value("auto-submitted") or "").lower()
    auto_reply = (
        submitted.startswith("auto-replied")
        or (section.value("precedence") or "").lower() == "auto_reply"
        or any(section.value(name) for name in _AUTO_REPLY_FIELDS)
    )
    return subjects.parse(values[0].value if values else None, auto_reply=auto_reply)


def _references(section: NamedFields) -> tuple[str, ...]:
    """Message identifiers with their brackets, in order; bare words where there are no brackets."""
    value = section.value("references") or ""
    return tuple(_REFERENCE.findall(value) or value.split())


def _trace_hosts(parsed: Parsed) -> tuple[tuple[Domain, ...], tuple[Ip, ...]]:
    """Every host name and address of the Received fields, once, oldest hop first."""
    names: dict[str, Domain] = {}
    addresses: dict[str, Ip] = {}
    for index in sorted(parsed.traces, reverse=True):
        for name in parsed.traces[index].names:
            names.setdefault(name.domain, name)
        for ip in parsed.traces[index].addresses:
            addresses.setdefault(ip.ip, ip)
    return tuple(names.values()), tuple(addresses.values())


def _domain(value: str | None) -> Domain | None:
    return domains.parse(value) if value else None


def _ip(value: str | None) -> Ip | None:
    """The first address of a field such as `[192.0.2.1]` or `192.0.2.1, 192.0.2.2`."""
    words = (value or "").replace(",", " ").split()
    return ips.parse(words[0].strip("[]()"), strict=True) if words else None

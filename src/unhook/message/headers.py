"""The header section as a whole: from raw fields to sender, recipients, subject and headers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unhook.context import Context
from unhook.limits import Limits
from unhook.links import address as ips
from unhook.links import domain as domains
from unhook.links.model import Domain, Ip
from unhook.message import dates, hops, trust
from unhook.message import subject as subjects
from unhook.message.addresses import mailboxes
from unhook.message.defects import DefectLog
from unhook.message.fields import RawField
from unhook.message.hops import Parsed
from unhook.message.model import EmailAddress, Field, Headers, Mailbox, Recipients, Subject
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


class _Section:
    """The fields by lower-case name, and the defects found while reading them."""

    def __init__(self, fields: Sequence[RawField], limits: Limits) -> None:
        self.limits = limits
        self.log = DefectLog(limits)
        self.names = [field.name.lower() for field in fields]
        self._by_name: dict[str, list[RawField]] = {}
        for name, field in zip(self.names, fields, strict=True):
            self._by_name.setdefault(name, []).append(field)

    def all(self, name: str) -> list[RawField]:
        return self._by_name.get(name, [])

    def field(self, *names: str) -> RawField | None:
        """The topmost field of the first of these names that has a value."""
        for name in names:
            for field in self.all(name):
                if field.value:
                    return field
        return None

    def value(self, *names: str) -> str | None:
        field = self.field(*names)
        return field.value if field else None

    def address(self, *names: str) -> EmailAddress | None:
        """The first address of a field; `None` for a missing, empty or null (`<>`) one."""
        field = self.field(*names)
        found = mailboxes(field, self.limits)[0] if field else ()
        return found[0].email if found and found[0].email.email else None

    def mailboxes(self, fields: Iterable[RawField]) -> tuple[Mailbox, ...]:
        found: list[Mailbox] = []
        for field in fields:
            boxes, defects = mailboxes(field, self.limits)
            found += boxes
            self.log.extend(defects)
            if len(found) > self.limits.addresses:
                self.log.reach("addresses", field.name, field.span)
                break
        return tuple(found[: self.limits.addresses])


def build(fields: Sequence[RawField], context: Context) -> HeaderSection:
    """Read the header section; `fields` are in order from the top. Never raises on content.

    Of a field that may stand once (RFC 5322 section 3.6) the topmost counts, as most
    clients show it; recipients are the union of all. Defect codes: `duplicate-field`,
    `several-authors`, `missing-author-address`, `unreadable-date`, `limit-reached`, those
    of `trust.summarise` (`untrusted-authentication-results`, `dmarc-for-another-domain`)
    and those of `addresses.mailboxes`.
    """
    section = _Section(fields, context.limits)
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
    summary, doubts = trust.summarise(parsed, sender.email.domain, context.trusted_authserv_ids)
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
        recipients=Recipients(
            to=section.mailboxes(section.all("to")),
            cc=section.mailboxes(section.all("cc")),
            bcc=section.mailboxes(section.all("bcc")),
        ),
        subject=_subject(section),
        headers=headers,
        defects=section.log.all(),
    )


def _sender(section: _Section) -> Mailbox:
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


def _subject(section: _Section) -> Subject:
    values = section.all("subject")
    submitted = (section.value("auto-submitted") or "").lower()
    auto_reply = (
        submitted.startswith("auto-replied")
        or (section.value("precedence") or "").lower() == "auto_reply"
        or any(section.value(name) for name in _AUTO_REPLY_FIELDS)
    )
    return subjects.parse(values[0].value if values else None, auto_reply=auto_reply)


def _references(section: _Section) -> tuple[str, ...]:
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

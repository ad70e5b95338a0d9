"""Who stands on which side of a message: parties outside, and the organisation's own."""

from collections.abc import Iterable, Iterator

from unhook.limits import STORE
from unhook.links import domain as domains
from unhook.message.model import EmailAddress, Mailbox, Message
from unhook.store.model import Delivery

EVERYBODY = ""
"""The organisation as a whole."""


def address(text: str) -> str:
    """An address as it is compared."""
    return text.strip().lower()[: STORE.address_chars]


def at_domain(mail_address: str) -> str | None:
    """The party of everybody at an address's registrable domain: `@example.com`."""
    host = domains.parse(mail_address.rpartition("@")[2])
    return f"@{host.registrable_domain or host.domain}" if host is not None else None


def reversed_host(host: str) -> str:
    """A host by its labels from the right, so that all below a domain are one range: `com.example.www.`"""
    return ".".join(reversed(address(host).rstrip(".").split("."))) + "." if host else ""


def named(message: Message, delivery: Delivery) -> Iterator[tuple[str, str]]:
    """Everybody a message names as its recipient: (`envelope`, `to`, `cc` or `bcc`; address)."""
    header = message.recipients
    seen: set[tuple[str, str]] = set()
    for kind, people in (
        ("envelope", map(address, delivery.recipients)),
        ("to", _addresses(header.to)),
        ("cc", _addresses(header.cc)),
        ("bcc", _addresses(header.bcc)),
    ):
        for each in people:
            if each and (kind, each) not in seen and len(seen) < STORE.people:
                seen.add((kind, each))
                yield kind, each


def sides(message: Message, delivery: Delivery) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(parties outside, own addresses with the organisation first) of a message, each once."""
    sender = address(message.sender.email.email)
    people = [each for _, each in named(message, delivery)]
    if message.type.outbound:
        return _parties(people), _once([EVERYBODY, *([sender] if sender else [])])
    reached = [address(each) for each in delivery.recipients] or _holder(message, delivery) or people
    return _parties([sender] if sender else []), _once([EVERYBODY, *reached])[: STORE.people]


def _holder(message: Message, delivery: Delivery) -> list[str]:
    held = message.mailbox.email if message.mailbox else EmailAddress("")
    found = delivery.mailbox or held.email
    return [address(found)] if found else []


def _addresses(boxes: Iterable[Mailbox]) -> Iterator[str]:
    return (address(box.email.email) for box in boxes)


def _parties(people: Iterable[str]) -> tuple[str, ...]:
    return _once(party for each in people for party in (each, at_domain(each)) if party)


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))

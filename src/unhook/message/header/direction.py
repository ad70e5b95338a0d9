"""Whose mail this is: the direction, and the mailbox that holds the message."""

from collections.abc import Iterable

from unhook.context import Context, Direction
from unhook.links import domain as domains
from unhook.message.header.addresses import email_address
from unhook.message.header.model import EmailAddress, Mailbox, MessageType, Recipients


def direction(sender: Mailbox, recipients: Recipients, context: Context) -> MessageType:
    """Inbound, outbound or internal, by the organisation's own domains.

    Mail from an own domain is internal when every recipient is the organisation's, else
    outbound; all other mail is inbound. An own domain covers its subdomains. Without
    `Context.org_domains` the mail is taken as inbound, and `assumed` says so.
    The From field alone decides: an outsider who forges an own address is found by the
    authentication results, not here.
    """
    if context.direction is not None:
        return _typed(context.direction, assumed=False)
    if context.org_domains is None:
        return _typed("inbound", assumed=True)
    own = _own(context.org_domains)
    if not _belongs(sender.email, own):
        return _typed("inbound", assumed=False)
    everyone = [box.email for box in (*recipients.to, *recipients.cc, *recipients.bcc) if box.email.email]
    internal = bool(everyone) and all(_belongs(address, own) for address in everyone)
    return _typed("internal" if internal else "outbound", assumed=False)


def mailbox(
    recipients: Recipients, delivered_to: EmailAddress | None, kind: MessageType, context: Context
) -> Mailbox | None:
    """The mailbox that holds the message: as the context says, else Delivered-To, else a single recipient.

    Its display name is taken from the recipient of the same address. Of several possible
    recipients none is guessed, except the only one in the organisation's domains.
    """
    boxes = (*recipients.to, *recipients.cc, *recipients.bcc)
    named = email_address(context.mailbox) if context.mailbox else None
    if named is None and kind.outbound:
        return None
    address = named or delivered_to
    if address is not None and address.email:
        same = _first(box for box in boxes if box.email.email.lower() == address.email.lower())
        return Mailbox(same.display_name if same else None, address)
    if context.org_domains is not None:
        own = _own(context.org_domains)
        boxes = tuple(box for box in boxes if _belongs(box.email, own))
    return boxes[0] if len(boxes) == 1 and boxes[0].email.email else None


def _first(boxes: Iterable[Mailbox]) -> Mailbox | None:
    return next(iter(boxes), None)


def _own(names: Iterable[str]) -> frozenset[str]:
    """The names as `Domain.domain` spells them."""
    return frozenset(domain.domain for name in names if (domain := domains.parse(name)) is not None)


def _belongs(address: EmailAddress, own: frozenset[str]) -> bool:
    if address.domain is None:
        return False
    labels = address.domain.domain.split(".")
    return any(".".join(labels[start:]) in own for start in range(len(labels)))


def _typed(kind: Direction, *, assumed: bool) -> MessageType:
    return MessageType(
        inbound=kind == "inbound", outbound=kind == "outbound", internal=kind == "internal", assumed=assumed
    )

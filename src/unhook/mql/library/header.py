"""`header.*`: header fields by name, however many hops wrote them, and whether they prove the sender."""

from unhook.links import domain as domains
from unhook.message.model import Message
from unhook.mql.library.function import function
from unhook.mql.run import Run


def _values(run: Run) -> dict[str, str]:
    """The value of each field by its name in lower case; of several the topmost counts."""
    topmost: dict[str, str] = {}
    for field in run.message.headers.fields:
        topmost.setdefault(field.name.lower(), field.value)
    return topmost


@function("header.has")
def has(run: Run, *names: str) -> bool:
    """Whether a field of one of these names (any case) is there."""
    values = run.remembered(("header.values",), run.message, lambda: _values(run))
    return any(name.lower() in values for name in names)


@function("header.value")
def value(run: Run, name: str) -> str | None:
    """The decoded value of the field of that name (any case), the topmost of several; null without one."""
    found: str | None = run.remembered(("header.values",), run.message, lambda: _values(run)).get(
        name.lower()
    )
    return found


@function("header.addressed_to_list", remember=True, cost=3)
def addressed_to_list(run: Run) -> bool:
    """Whether To or Cc name the mailing list that List-Post (RFC 2369) or List-Id (RFC 2919) speak of.

    List fields alone say little: newsletters and spam to single people bear them as well.
    """
    post, identity = value.body(run, "list-post"), value.body(run, "list-id")
    recipients = run.message.recipients
    return any(
        _is_list(box.email.email.lower(), (post or "").lower(), (identity or "").lower())
        for box in (*recipients.to, *recipients.cc)
        if "@" in box.email.email
    )


def _is_list(address: str, post: str, identity: str) -> bool:
    return f"mailto:{address}" in post or f"<{address.replace('@', '.', 1)}>" in identity


@function("header.is_delivery_report")
def is_delivery_report(run: Run) -> bool:
    """Whether the message has the form of a delivery status notification (RFC 3464): a report
    with a part for machines, sent to nobody's answer (a null or a mail system's return path).
    """
    back = run.message.headers.return_path
    return (
        any(each.content_type == "message/delivery-status" for each in run.message.attachments)
        and "delivery-status" in (value.body(run, "content-type") or "").lower()
        and (back is None or "@" not in back.email or (back.local_part or "").lower() == "mailer-daemon")
    )


@function("header.proves_sender", remember=True, cost=3)
def proves_sender(run: Run) -> bool:
    """Whether a trusted receiver's checks prove that the From domain sent this.

    That is a DMARC pass or, where the receiver states none, what DMARC asks (RFC 7489
    section 3.1, relaxed): a passing DKIM signature or SPF of the same registered domain.
    """
    return sender_is_proven(run.message)


def sender_is_proven(message: Message) -> bool:
    """As `proves_sender` says."""
    headers, sender = message.headers, message.sender.email.domain
    summary = headers.auth_summary
    if summary.dmarc.pass_ is not None:
        return summary.dmarc.pass_
    if sender is None or sender.registrable_domain is None:
        return False
    signers = [
        domains.parse(each.domain) for each in summary.dkim.details if each.verdict == "pass" and each.domain
    ]
    envelope = headers.return_path.domain if summary.spf.pass_ and headers.return_path else None
    proven = {each.registrable_domain for each in (*signers, envelope) if each is not None}
    return sender.registrable_domain in proven


FUNCTIONS = (has, value, addressed_to_list, is_delivery_report, proves_sender)

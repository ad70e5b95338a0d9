"""Whether an exemption covers a mail, and what of the verdict is left without a rule."""

from collections.abc import Iterable
from datetime import date

from unhook.actions.model import Exemption
from unhook.links.domain import below
from unhook.message.model import Message
from unhook.verdict.model import Level, Verdict
from unhook.verdict.policy import Policy
from unhook.verdict.weigh import score


def covering(
    exemptions: Iterable[Exemption],
    message: Message,
    verdict: Verdict,
    recipient: str,
    *,
    today: date,
    policy: Policy,
) -> Exemption | None:
    """The first exemption that covers the mail for this recipient.

    Several rules may be excepted together: what all those that fit otherwise name does not count.
    """
    fitting = [
        each
        for each in exemptions
        if (each.until is None or today <= each.until)
        and _sent_by(each, message)
        and _sent_to(each, recipient)
    ]
    for each in fitting:
        if each.rule is None:
            return each
    excepted = {each.rule for each in fitting if each.rule is not None}
    found = {reason.finding.rule for reason in verdict.reasons} & excepted
    if found and without(verdict, found, policy) == "clean":
        return next(each for each in fitting if each.rule in found)
    return None


def without(verdict: Verdict, rules: Iterable[str], policy: Policy) -> Level:
    """The level of the score that is left when findings of these rules do not count."""
    left = set(rules)
    odds = verdict.bias + sum(
        reason.contribution for reason in verdict.reasons if reason.finding.rule not in left
    )
    return policy.level(score(odds), incomplete=bool(verdict.incomplete))


def _sent_by(exemption: Exemption, message: Message) -> bool:
    if exemption.sender is None and exemption.sender_domain is None:
        return True
    address = message.sender.email
    email = (address.email or "").lower()
    if exemption.sender is not None and email != exemption.sender.lower():
        return False
    domain = email.rpartition("@")[2]
    if exemption.sender_domain is not None and not below(domain, {exemption.sender_domain.lower()}):
        return False
    return not exemption.proven or proven(message)


def proven(message: Message) -> bool:
    """Whether a server of ours says that the mail is from the domain in From (RFC 7489)."""
    return message.headers.auth_summary.dmarc.pass_ is True


def _sent_to(exemption: Exemption, recipient: str) -> bool:
    address = recipient.lower()
    if exemption.recipient is not None and address != exemption.recipient.lower():
        return False
    domain = address.rpartition("@")[2]
    return exemption.recipient_domain is None or below(domain, {exemption.recipient_domain.lower()})

"""`link.*`: what a rule asks of a link beyond its parts."""

from dataclasses import dataclass

from unhook.brands import registry
from unhook.links import affiliation, carried, lookalike, services
from unhook.links.model import Domain, Url
from unhook.message.model import Message
from unhook.mql.library.function import function
from unhook.mql.run import Run

_COMMON = frozenset(
    {
        "apps.apple.com",
        "fonts.googleapis.com",
        "fonts.gstatic.com",
        "itunes.apple.com",
        "maps.google.com",
        "play.google.com",
        "schema.org",
        "schemas.microsoft.com",
        "www.w3.org",
    }
)


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Which host or brand a name imitates, and how: `homoglyph`, `typo`, `combo`, `tld_swap`, `punycode`."""

    target: str
    technique: str


@dataclass(frozen=True, slots=True)
class CarriedAddress:
    """A recipient's address inside a link; see `unhook.links.carried` for the encodings and places."""

    address: str
    encoding: str
    place: str


@function("link.belongs_to_sender", remember=True, cost=5)
def belongs_to_sender(run: Run, url: Url) -> bool:
    """Whether the link's host is the sender's: same registered domain, a domain whose DKIM signature
    passed, one of the same owner, or the mailing service that really sent the mail.
    """
    senders = run.remembered(("link.senders",), run.message, lambda: sender_domains(run.message))
    return url.domain is not None and affiliation.related(url.domain, senders, registry.load())


def sender_domains(message: Message) -> frozenset[str]:
    """The registered domains that stand behind a message: From, and what a trusted receiver proved.

    Proven are passing DKIM signatures and, when SPF passed, the envelope sender.
    """
    summary = message.headers.auth_summary
    found = [message.sender.email.domain]
    names = [each.domain for each in summary.dkim.details if each.verdict == "pass"]
    if summary.spf.pass_ and message.headers.return_path:
        found.append(message.headers.return_path.domain)
    roots = {domain.root_domain or domain.domain for domain in found if domain}
    return frozenset(roots.union(*(_roots(name) for name in names if name)))


def _roots(name: str) -> frozenset[str]:
    from unhook.links import domain as domains

    parsed = domains.parse(name)
    return frozenset({parsed.root_domain or parsed.domain}) if parsed else frozenset()


@function("link.same_owner", cost=3)
def same_owner(first: Url, second: Url) -> bool:
    """Whether two links lead to hosts of one registered domain or one known owner."""
    if first.domain is None or second.domain is None:
        return first.ip is not None and first.ip == second.ip
    own = frozenset({first.domain.root_domain or first.domain.domain})
    return affiliation.related(second.domain, own, registry.load())


@function("link.is_common", cost=2)
def is_common(url: Url) -> bool:
    """Whether the host is one that everybody links to: social networks, app stores, standards, maps."""
    if url.domain is None:
        return False
    names = {url.domain.domain, url.domain.root_domain}
    return not names.isdisjoint(_COMMON) or not names.isdisjoint(services.named("social_landing_hosts"))


@function("link.carried_addresses", remember=True, cost=30)
def carried_addresses(run: Run, url: Url) -> tuple[CarriedAddress, ...]:
    """The recipients' addresses (or parts of them) that the link carries, in any known encoding."""
    mailboxes = run.remembered(("link.mailboxes",), run.message, lambda: _mailboxes(run.message))
    return tuple(CarriedAddress(c.address, c.encoding, c.place) for c in carried.addresses(url, mailboxes))


def _mailboxes(message: Message) -> tuple[str, ...]:
    named = [*message.recipients.to, *message.recipients.cc, *message.recipients.bcc]
    found = [box.email.email for box in named if box.email.domain]
    found += [message.mailbox.email.email] if message.mailbox else []
    found += [message.headers.delivered_to.email] if message.headers.delivered_to else []
    return tuple(dict.fromkeys(filter(None, found)))


@function("link.lookalike", remember=True, cost=30)
def imitates(domain: Domain) -> Lookalike | None:
    """What the domain imitates; null when it imitates nothing known."""
    found = lookalike.of(domain)
    return Lookalike(found.target, found.technique) if found else None


FUNCTIONS = (belongs_to_sender, same_owner, is_common, carried_addresses, imitates)

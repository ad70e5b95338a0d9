"""`link.*`: what a rule asks of a link beyond its parts."""

from dataclasses import dataclass
from functools import lru_cache

from unhook.brands import registry
from unhook.links import affiliation, carried, services
from unhook.links import domain as domains
from unhook.links.model import Domain, Url
from unhook.message.model import Message
from unhook.mql.library.function import function
from unhook.mql.run import Run

_COMMON = frozenset(
    {
        "apps.apple.com",
        "facebook.com",
        "fonts.googleapis.com",
        "fonts.gstatic.com",
        "instagram.com",
        "itunes.apple.com",
        "linkedin.com",
        "maps.google.com",
        "pinterest.com",
        "play.google.com",
        "schema.org",
        "schemas.microsoft.com",
        "tiktok.com",
        "twitter.com",
        "www.w3.org",
        "x.com",
        "youtube.com",
    }
)


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Which host or brand a name imitates, and how: `homoglyph`, `typo`, `combo`, `tld_swap`."""

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
    if url.domain is None:
        return False
    senders: frozenset[str] = run.remembered(
        ("link.senders",), run.message, lambda: sender_domains(run.message)
    )
    host = url.domain
    return bool(
        run.remembered(
            ("link.related", host.domain),
            host,
            lambda: affiliation.related(host, senders, registry.load()),
        )
    )


def sender_domains(message: Message) -> frozenset[str]:
    """The host names that stand behind a message.

    These are From, what a trusted receiver proved (passing DKIM signatures, the envelope
    sender when SPF passed), and the mailing services on the way. The latter may be forged,
    which gains nothing: their hosts carry no stranger's pages. A free mail provider stands
    behind nobody.
    """
    summary = message.headers.auth_summary
    return_path = message.headers.return_path.domain if message.headers.return_path else None
    sources = [
        hop.received.source.domain for hop in message.headers.hops if hop.received and hop.received.source
    ]
    found = [message.sender.email.domain]
    found += [
        domains.parse(each.domain) for each in summary.dkim.details if each.verdict == "pass" and each.domain
    ]
    found += [return_path] if summary.spf.pass_ else []
    found += [each for each in (return_path, *sources) if each and affiliation.mailing_service(each)]
    free = services.named("free_email_providers")
    return frozenset(each.domain for each in found if each and each.registrable_domain not in free)


@function("link.leads_to_strangers", remember=True, cost=50)
def leads_to_strangers(run: Run) -> bool:
    """Whether any visible web link's host is not the sender's: the common ground of most rules on links."""
    return any(
        link.visible is not False
        and link.target_url is not None
        and link.target_url.scheme in ("http", "https")
        and not run.call(belongs_to_sender, (link.target_url,), {})
        for link in run.message.body.links
    )


@function("link.form_leads_to_strangers", remember=True, cost=10)
def form_leads_to_strangers(run: Run) -> bool:
    """Whether what is typed into a form of the mail goes to a host that is not the sender's."""
    return any(
        link.element == "form"
        and link.target_url is not None
        and (link.target_url.domain is not None or link.target_url.ip is not None)
        and not run.call(belongs_to_sender, (link.target_url,), {})
        for link in run.message.body.links
    )


@function("link.same_owner", cost=3)
def same_owner(first: Url, second: Url) -> bool:
    """Whether two links lead to hosts of one registered domain or one known owner."""
    if first.domain is None or second.domain is None:
        return first.ip is not None and first.ip == second.ip
    return affiliation.related(second.domain, frozenset({first.domain.domain}), registry.load())


@function("link.is_common", cost=2)
def is_common(url: Url) -> bool:
    """Whether the host is one that everybody links to: social networks, app stores, standards, maps.

    Link-in-bio hosts are not: anybody makes a page there.
    """
    host = url.domain
    return host is not None and not _COMMON.isdisjoint((host.domain, host.registrable_domain))


@function("link.carried_addresses", remember=True, cost=30)
def carried_addresses(run: Run, url: Url) -> tuple[CarriedAddress, ...]:
    """The recipients' addresses (or parts of them) that the link carries, in any known encoding."""
    boxes = run.remembered(("link.mailboxes",), run.message, lambda: mailboxes(run.message))
    return tuple(CarriedAddress(c.address, c.encoding, c.place) for c in carried.addresses(url, boxes))


def mailboxes(message: Message) -> tuple[str, ...]:
    """The addresses that a message was sent to."""
    named = [*message.recipients.to, *message.recipients.cc, *message.recipients.bcc]
    found = [box.email.email for box in named if "@" in box.email.email]
    found += [message.mailbox.email.email] if message.mailbox else []
    found += [message.headers.delivered_to.email] if message.headers.delivered_to else []
    return tuple(dict.fromkeys(filter(None, found)))


@function("link.lookalike", remember=True, cost=30)
def imitates(domain: Domain) -> Lookalike | None:
    """What the domain imitates; null when it imitates nothing known."""
    return _imitated(domain)


# Mails share most of their hosts.
@lru_cache(maxsize=4096)
def _imitated(domain: Domain) -> Lookalike | None:
    found = registry.load().lookalike(domain)
    return Lookalike(found.target, found.technique) if found else None


FUNCTIONS = (
    belongs_to_sender,
    leads_to_strangers,
    form_leads_to_strangers,
    same_owner,
    is_common,
    carried_addresses,
    imitates,
)

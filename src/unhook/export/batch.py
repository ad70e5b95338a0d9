"""What is exported at once: some mails, or a campaign, with their indicators; never who got them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from unhook.campaigns.reading import Campaign
from unhook.campaigns.told import of_messages
from unhook.indicators import Indicator
from unhook.store.model import Summary
from unhook.store.schema import findings
from unhook.store.sealed import Safe

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as others are told of it. Texts are as the mail has them."""

    key: str
    content: str
    date: datetime
    sender: str
    subject: str
    message_id: str | None
    level: str | None
    score: float | None
    attack_types: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Mails, the newest first, and what to look for elsewhere, the surest first."""

    mails: tuple[Mail, ...]
    indicators: tuple[Indicator, ...]
    campaign: Campaign | None = None

    @property
    def key(self) -> str:
        """What names it in every export: the campaign's key, else that of its oldest mail."""
        if self.campaign is not None:
            return self.campaign.key
        return self.mails[-1].key if self.mails else ""

    @property
    def first(self) -> datetime:
        """When its oldest mail came."""
        return self.campaign.first if self.campaign else min((m.date for m in self.mails), default=EPOCH)

    @property
    def last(self) -> datetime:
        """When its newest mail came."""
        return self.campaign.last if self.campaign else max((m.date for m in self.mails), default=EPOCH)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that counted in any mail, each once."""
        return tuple(dict.fromkeys(rule for mail in self.mails for rule in mail.rules))

    @property
    def attack_types(self) -> tuple[str, ...]:
        """The kinds of attack of any mail, each once."""
        return tuple(dict.fromkeys(kind for mail in self.mails for kind in mail.attack_types))


def collect(
    connection: Connection,
    safe: Safe,
    messages: Iterable[Summary],
    organisation: Collection[str] = (),
    campaign: Campaign | None = None,
) -> Batch:
    """The batch of some stored messages. `organisation`: its own domains, of which nothing is told."""
    found = tuple(messages)
    told = of_messages(connection, safe, found, organisation)
    mails = tuple(_mail(connection, each) for each in sorted(found, key=lambda each: -each.id))
    return Batch(mails, told, campaign)


def _mail(connection: Connection, each: Summary) -> Mail:
    query = select(findings.c.rule).where(findings.c.message == each.id, findings.c.contribution > 0)
    rules = tuple(
        connection.execute(query.order_by(findings.c.contribution.desc(), findings.c.rule)).scalars()
    )
    return Mail(
        each.key,
        each.content,
        each.date,
        each.sender,
        each.subject,
        each.message_id,
        each.level,
        each.score,
        each.attack_types,
        rules,
    )

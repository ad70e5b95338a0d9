"""The sender history as the fact `profile`, which rules and the verdict ask.

    context = replace(context, facts={**context.facts, "profile": Profiles(store)})

A history that reaches back less than `Keeping.mature_days` says what happened, never that something did not:
to a fresh store everybody would be a stranger.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from unhook.context import Knowing
from unhook.errors import StoreError
from unhook.links import services
from unhook.message.model import EmailAddress, Message
from unhook.mql.values import Unavailable
from unhook.store import history, moment, rows
from unhook.store.history import Past
from unhook.store.parties import address, at_domain
from unhook.store.store import Store

NEW_HOURS = 12
"""A sender stays new for so long: a campaign that sends all day does not become known by its first mail."""
PREVALENCE = ((2, "outlier"), (9, "rare"), (49, "uncommon"))
"""Up to how many mails in `history.RECENT_DAYS` a sender is called so; with more it is common."""
_ITSELF = ""
_YOUNG = Unavailable("profile: too short a history")
_FAILED = Unavailable("profile: the store failed")


@dataclass(frozen=True, slots=True)
class Profiles(Knowing):
    """Answers for any message of a store; a value that may go to another process.

    `now`: what stands for the date of a mail that has none, and the latest that any can have.
    """

    store: Store
    now: datetime | None = None

    def about(self, message: Message, received: datetime | None = None) -> "MessageProfiles":
        """Who answers about one message; `received` is when it came, where the caller knows."""
        return MessageProfiles(self.store, message, moment.of(rows.arrived(message), received, self.now))


@dataclass(frozen=True, slots=True)
class MessageProfiles:
    """Answers the functions `profile.*` about one message's sender as of `before`."""

    store: Store
    message: Message
    before: datetime | None
    _known: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def by_sender(self) -> Any:
        """By domain, or by address where the domain is a free mail provider's."""
        mail_address = self.message.sender.email
        return self.by_sender_email() if _free(mail_address) else self.by_sender_domain()

    def by_sender_email(self) -> Any:
        """By the address in From."""
        return self._of(address(self.message.sender.email.email) or None)

    def by_sender_domain(self) -> Any:
        """By the registrable domain of the address in From."""
        return self._of(at_domain(self.message.sender.email.email))

    def by_reply_to(self) -> Any:
        """By the first address that answers go to; null where the mail names none."""
        reply_to = self.message.headers.reply_to
        return self._of(address(reply_to[0].email.email) or None) if reply_to else None

    def with_recipient(self, own: str) -> Any:
        """What passed between the sender's address and one of the organisation's own."""
        return self._of(address(self.message.sender.email.email) or None, address(own))

    def _of(self, party: str | None, own: str = "") -> Any:
        if party is None:
            return None
        if self.before is None:
            return Unavailable("profile: a mail without a date")
        key = f"{party} {own}"
        if key not in self._known:
            try:
                self._known[key] = profile(self._past(party, own, self.before), self.before, self.mature)
            except StoreError:
                # A rule that cannot ask is not evaluated; who records the mail meets the failure.
                return _FAILED
        return self._known[key]

    @property
    def mature(self) -> timedelta:
        """How far a history has to reach back before it may deny."""
        return timedelta(days=self.store.keeping.mature_days)

    def _past(self, party: str, own: str, before: datetime) -> Past:
        proven = self.message.headers.auth_summary.dmarc.pass_ is True
        with self.store.reading() as connection:
            if _ITSELF not in self._known:
                self._known[_ITSELF] = self._itself(connection)
            without = self._known[_ITSELF]
            return history.past(connection, party, before, own, proven=proven, without=without)

    def _itself(self, connection: Connection) -> tuple[int, ...]:
        sender = address(self.message.sender.email.email)
        message_id = self.message.headers.message_id
        return history.same_mail(connection, rows.content(self.message), message_id, sender)


def profile(known: Past, before: datetime, mature: timedelta) -> dict[str, Any]:
    """The past in the shape that rules know (`mql.library.profile`)."""
    old = known.reach >= mature

    def sure(value: object, nothing: object = None) -> object:
        """A fact that something was; of what was not, a short history does not speak."""
        return value or (nothing if old else _YOUNG)

    def days(then: datetime | None) -> object:
        return sure(None) if then is None else (before - then).days

    first = min(filter(None, (known.first_inbound, known.first_outbound)), default=None)
    last = max(filter(None, (known.last_inbound, known.last_outbound)), default=None)
    return {
        "prevalence": prevalence(known, before) if old else _YOUNG,
        "solicited": sure(known.first_outbound is not None, False),
        "any_messages_benign": sure(known.benign > 0, False),
        "any_messages_malicious_or_spam": sure(known.harmful > 0, False),
        "any_false_positives": sure(known.false_positives > 0, False),
        "auth_failed": sure(known.failed > 0, False),
        "days_known": (days(known.first_inbound) or 0) if old else _YOUNG,
        "days_since": {
            "first_contact": days(first) if old else _YOUNG,
            "last_contact": days(last),
            "last_inbound": days(known.last_inbound),
            "last_outbound": days(known.last_outbound),
        },
    }


def prevalence(known: Past, before: datetime) -> str:
    """How common the sender is: `new`, `outlier`, `rare`, `uncommon` or `common`."""
    first = known.first_inbound
    if first is None or before - first < timedelta(hours=NEW_HOURS):
        return "new"
    return next((name for most, name in PREVALENCE if known.recent <= most), "common")


def _free(mail_address: EmailAddress) -> bool:
    host = mail_address.domain
    return host is not None and bool(services.lists(host, "free_email_providers"))

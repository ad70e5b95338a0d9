"""`profile.*`: what the organisation knows of a sender from earlier mail, a provided fact."""

from dataclasses import dataclass

from unhook.mql.library.function import Function, provided


@dataclass(frozen=True, slots=True)
class DaysSince:
    """Whole days between the message's date and earlier events."""

    first_contact: int | None = None
    last_contact: int | None = None
    last_inbound: int | None = None
    last_outbound: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A sender's history up to the message's date.

    `prevalence` is `new`, `outlier`, `rare`, `uncommon` or `common`.
    """

    prevalence: str | None = None
    solicited: bool | None = None
    any_messages_benign: bool | None = None
    any_messages_malicious_or_spam: bool | None = None
    any_false_positives: bool | None = None
    auth_failed: bool | None = None
    days_known: int | None = None
    days_since: DaysSince | None = None


def _history(name: str) -> Function:
    @provided(name, needs="profile", cost=200)
    def by() -> Profile:
        raise NotImplementedError

    return by


FUNCTIONS = tuple(
    _history(name)
    for name in (
        "profile.by_sender",
        "profile.by_sender_email",
        "profile.by_sender_domain",
        "beta.profile.by_reply_to",
        "profile.by_reply_to",
    )
)

"""A store with a campaign in it, and with mail that is not of it."""

from datetime import timedelta

from resemblance.mails import OTHER, lure, mail
from store.conftest import NOW
from store.mails import verdict
from unhook.store import Delivery, Store
from unhook.verdict.model import Level

ORGANISATION = frozenset({"corp.example"})


def lured(store: Store, number: int, *, level: Level = "malicious", hours: int = 0) -> int:
    """The message with this number of the campaign, so many hours ago."""
    received = NOW - timedelta(hours=hours)
    to = f"person.{number}@corp.example"
    delivery = Delivery("milter", "bounce@mail.example.org", (to,), received=received)
    return store.record(lure(number, host=f"h{number}.example.net"), verdict(level), delivery).id


def other(store: Store) -> int:
    """A message of none."""
    delivery = Delivery("milter", recipients=("jo@corp.example",), received=NOW)
    return store.record(mail(OTHER), verdict("clean"), delivery).id

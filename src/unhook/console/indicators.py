"""Indicators as files for other systems: what each format is called, and how it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection

from unhook import campaigns
from unhook.campaigns import Campaign
from unhook.export.batch import Batch, collect
from unhook.export.formats import Format, rendered
from unhook.store import Store, reading, search
from unhook.store.model import Summary
from unhook.store.query import Query

MOST = 500
"""Mails of one export, the newest; each has its model and verdict opened (some milliseconds a mail)."""


@dataclass(frozen=True, slots=True)
class File:
    """What a browser saves."""

    name: str
    kind: str
    content: bytes


_KINDS: Mapping[Format, tuple[str, str]] = {
    "stix": ("stix.json", "application/stix+json;version=2.1"),
    "misp": ("misp.json", "application/json"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "jsonl": ("jsonl", "application/jsonl"),
    "thehive": ("thehive.json", "application/json"),
}


def of_campaign(connection: Connection, store: Store, found: Campaign, organisation: frozenset[str]) -> Batch:
    """The newest mails of a campaign."""
    members = campaigns.members(connection, found.id, limit=MOST).messages
    return collect(connection, store.safe, members, organisation, found)


def of_search(connection: Connection, store: Store, wanted: Query, organisation: frozenset[str]) -> Batch:
    """The newest mails that a query finds."""
    found = search.search(connection, wanted, limit=MOST).messages
    return collect(connection, store.safe, found, organisation)


def written(batch: Batch, format_: str) -> File:
    """The batch in a format; raises as `formats.rendered`."""
    text = rendered(format_, batch)
    ending, kind = _KINDS[cast(Format, format_)]
    return File(f"indicators.{ending}", kind, text.encode("utf-8"))


def draft(connection: Connection, store: Store, found: Summary, organisation: frozenset[str]) -> File:
    """An abuse report about one mail, for a person to read, address and send."""
    from unhook.export import arf

    batch = collect(connection, store.safe, (found,), organisation)
    raw = reading.raw(connection, store.safe, found.id)
    written_ = arf.draft(batch.mails[0], batch.indicators, raw, found.recipients)
    return File("abuse-report.eml", "application/octet-stream", written_)

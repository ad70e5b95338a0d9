"""What a search found as a file. Texts are exact in JSON, for programs; in CSV no cell is a formula."""

import csv as tables
import io
import json as jsons
from collections.abc import Iterable
from typing import Any

from unhook.report.spreadsheet import cell
from unhook.store.model import Summary

COLUMNS = (
    "id",
    "date",
    "verdict",
    "score",
    "attack_types",
    "label",
    "sender",
    "sender_name",
    "recipients",
    "subject",
    "message_id",
    "direction",
    "source",
    "mailbox",
    "sha256",
)


def plain(found: Summary) -> dict[str, Any]:
    """A message's line as plain values; `id` as text, since it is longer than JavaScript's numbers."""
    return {
        "id": str(found.id),
        "date": found.date.isoformat(),
        "verdict": found.level,
        "score": None if found.score is None else round(found.score, 6),
        "attack_types": list(found.attack_types),
        "label": found.label,
        "sender": found.sender,
        "sender_name": found.sender_name,
        "recipients": list(found.recipients),
        "subject": found.subject,
        "message_id": found.message_id,
        "direction": found.direction,
        "source": found.source,
        "mailbox": found.mailbox,
        "sha256": found.content,
    }


def json(found: Iterable[Summary]) -> str:
    """A JSON array."""
    return jsons.dumps([plain(each) for each in found], indent=1) + "\n"


def csv(found: Iterable[Summary]) -> str:
    """A table with a head, as RFC 4180 has it."""
    out = io.StringIO()
    writer = tables.writer(out, quoting=tables.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in found:
        row = plain(each)
        writer.writerow([_cell(row[name]) for name in COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> str:
    return cell(" ".join(value) if isinstance(value, list) else "" if value is None else str(value))

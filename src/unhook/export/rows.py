"""Indicators as rows: CSV for a table calculation, JSON lines for a program."""

import csv
import io
import json
from typing import Any

from unhook.export.batch import Batch
from unhook.indicators import Indicator
from unhook.report.spreadsheet import cell

_FIELDS = (
    "kind", "value", "role", "confidence", "brand", "first_seen", "last_seen", "mails", "campaign",
)  # fmt: skip


def as_csv(batch: Batch) -> str:
    """RFC 4180 with a header. A cell that a table calculation would take for a formula begins with an
    apostrophe, so that its value is not exact: programs read JSON lines.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(_FIELDS)
    for each in batch.indicators:
        rows.writerow([cell(str(value)) for value in _row(each, batch).values()])
    return written.getvalue()


def as_lines(batch: Batch) -> str:
    """One JSON object a line, values exact."""
    return "".join(f"{json.dumps(_row(each, batch))}\n" for each in batch.indicators)


def _row(each: Indicator, batch: Batch) -> dict[str, Any]:
    campaign = batch.campaign.key if batch.campaign else ""
    seen = (at.isoformat() if at else "" for at in (each.first, each.last))
    values = (each.kind, each.value, each.role, each.confidence, each.brand, *seen, each.mails, campaign)
    return dict(zip(_FIELDS, values, strict=True))

"""Mail to measure on, read by path: a folder with `manifest.jsonl` and `mail/<id>.eml`.

The manifest's keys: `id`, `label` (phish, ham, spam), `src`, `date` (ISO day), `group`
(campaign or template). Nothing is copied; nothing found inside is contacted.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Split = Literal["all", "develop", "held-out", "later"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail of the corpus."""

    id: str
    label: str
    source: str
    date: str
    group: int
    mailbox_lure: bool
    path: Path

    def read(self) -> bytes:
        """The raw message."""
        return self.path.read_bytes()


def samples(folder: Path) -> list[Sample]:
    """Every mail of the manifest, in its order.

    :raises FileNotFoundError: when the folder holds no `manifest.jsonl`.
    """
    return list(_read(folder))


def _read(folder: Path) -> Iterator[Sample]:
    with (folder / "manifest.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Sample(
                id=row["id"],
                label=row["label"],
                source=row["src"],
                date=row.get("date") or "",
                group=row["group"],
                mailbox_lure=bool(row.get("mailbox_lure")),
                path=folder / "mail" / f"{row['id']}.eml",
            )


def split(everything: list[Sample], part: Split) -> list[Sample]:
    """Split by template and by time.

    `develop` holds the even groups: rules are written and weights set on these alone.
    `held-out` holds the odd groups; `later` those of the odd groups that are younger than
    the median date of their source's developed mails.
    """
    if part == "all":
        return everything
    if part == "develop":
        return [sample for sample in everything if sample.group % 2 == 0]
    held_out = [sample for sample in everything if sample.group % 2 == 1]
    if part == "held-out":
        return held_out
    median = _median_dates(everything)
    return [sample for sample in held_out if sample.date > median.get(sample.source, "")]


def _median_dates(everything: list[Sample]) -> dict[str, str]:
    dates: dict[str, list[str]] = {}
    for sample in everything:
        if sample.group % 2 == 0 and sample.date:
            dates.setdefault(sample.source, []).append(sample.date)
    return {source: sorted(days)[len(days) // 2] for source, days in dates.items()}


def draw(everything: list[Sample], count: int) -> list[Sample]:
    """The same `count` mails every time, spread over all sources: ordered by a hash of the id."""
    return sorted(everything, key=lambda sample: hashlib.sha256(sample.id.encode()).digest())[:count]

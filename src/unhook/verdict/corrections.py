"""What a user said of earlier mails: a bounded share for mails that are much like them.

Nothing of the model changes: a correction is a finding beside the others, and taking it
back leaves no trace. A mail called genuine speaks only for mail of the same sender's domain
that did not fail its own check, so that a copy of its words by somebody else gains nothing.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from unhook.errors import ConfigError
from unhook.message.model import Message
from unhook.rules.finding import Finding
from unhook.verdict import words

LIKE = 0.5
"""The least share of common words and pairs (Jaccard index) that makes two mails alike."""
STRONGEST = 2.0
"""Log-odds for a mail of the very same words."""
MOST = 1_000
"""How many corrections are kept; the oldest go first."""
GROUP = "correction"


@dataclass(frozen=True, slots=True)
class Correction:
    """One mail that a user judged: the SHA-256 of its bytes, its sender's registrable domain, its grams."""

    mail: str
    phish: bool
    sender: str
    grams: frozenset[int]


def of(message: Message, phish: bool) -> Correction:
    """The correction that says what this mail is."""
    return Correction(digest(message.raw), phish, _sender(message), _grams(message))


def digest(raw: bytes) -> str:
    """By what a corrected mail is known."""
    return hashlib.sha256(raw).hexdigest()


def finding(message: Message, corrections: Iterable[Correction]) -> Finding | None:
    """What the most similar corrected mail says of this one; `None` where none is alike."""
    sender, mine = _sender(message), _grams(message)
    proven = message.headers.auth_summary.dmarc.pass_ is not False
    alike = [
        (_similarity(mine, each.grams), each.phish)
        for each in corrections
        if each.phish or (proven and sender and each.sender == sender)
    ]
    share, phish = max(alike, default=(0.0, False))
    if share < LIKE:
        return None
    return Finding(
        rule="correction",
        name="Like a mail that was called phishing" if phish else "Like a mail that was called genuine",
        severity="medium" if phish else "informational",
        sentence="correction_phish" if phish else "correction_genuine",
        weight=STRONGEST * share if phish else -STRONGEST * share,
        group=GROUP,
        source="user",
    )


def read(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file, none where it is missing. Raises `ConfigError` when it is not whole."""
    try:
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return tuple(_read(json.loads(line)) for line in lines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path} holds no corrections: {type(error).__name__}: {error}") from None


def write(path: Path, corrections: Iterable[Correction]) -> None:
    """Keep the newest `MOST` corrections, the last one said of each mail; whole or not at all."""
    newest = {each.mail: each for each in corrections}
    rows = [
        {"mail": each.mail, "phish": each.phish, "sender": each.sender, "grams": sorted(each.grams)}
        for each in list(newest.values())[-MOST:]
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}")
    beside.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    beside.replace(path)


def _read(row: Mapping[str, object]) -> Correction:
    found, phish = row["grams"], row["phish"]
    if not isinstance(found, list) or not isinstance(phish, bool):
        raise ValueError("not a correction")
    return Correction(str(row["mail"]), phish, str(row["sender"]), frozenset(map(int, found)))


def _sender(message: Message) -> str:
    domain = message.sender.email.domain
    return (domain.registrable_domain or domain.domain).lower() if domain else ""


def _grams(message: Message) -> frozenset[int]:
    return frozenset(gram for _, _, passage in words.weighed(*words.texts(message)) for gram in passage)


def _similarity(mine: frozenset[int], theirs: frozenset[int]) -> float:
    together = len(mine | theirs)
    return len(mine & theirs) / together if together else 0.0

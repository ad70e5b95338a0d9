"""The labels as values: `mails.tsv`, one line a mail, checked while it is read."""

import csv
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from unhook.language.labels import INTENTS, TOPICS

MAILS = Path(__file__).with_name("mails.tsv")

LANGUAGES = frozenset({"de", "en", "es", "fa", "fr", "it", "ja", "nl", "no", "pl", "pt", "ru", "tr", "zh"})
LURES = frozenset(
    {
        "account_suspended",
        "bank_verification",
        "delivery",
        "held_mail",
        "invoice_or_document",
        "mailbox_removal",
        "other",
        "password_expiry",
        "storage",
    }
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader made of one mail, named by the SHA-256 of its raw bytes (64 lower-case hex digits).

    `language` is ISO 639-1 and empty for an unreadable mail; `lure` is empty unless the intents hold
    `cred_theft`. Raises `ValueError` for a label that is not in the tables above or contradicts another.
    """

    sha256: str
    language: str
    unreadable: bool
    intents: tuple[str, ...]
    spam: bool
    lure: str
    topics: tuple[str, ...]
    request: bool
    urgency: bool
    financial: bool
    sure: bool

    def __post_init__(self) -> None:
        if not re.fullmatch("[0-9a-f]{64}", self.sha256):
            raise ValueError(f"no SHA-256: {self.sha256!r}")
        _known("language", LANGUAGES, () if self.unreadable else (self.language,))
        _known("intent", INTENTS, self.intents)
        _known("lure", LURES, (self.lure,) if "cred_theft" in self.intents else ())
        _known("topic", TOPICS, self.topics)
        if [self.unreadable, self.spam, bool(self.intents)].count(True) != 1:
            raise ValueError("a mail is unreadable, or spam, or has intents: one of the three")
        if "benign" in self.intents and len(self.intents) > 1:
            raise ValueError("benign stands alone")
        if self.lure and "cred_theft" not in self.intents:
            raise ValueError("a lure without cred_theft")
        if len(self.topics) > 3:
            raise ValueError("more than three topics")
        if self.unreadable and (
            self.language or self.topics or self.request or self.urgency or self.financial
        ):
            raise ValueError("an unreadable mail says nothing else")


def load(path: Path = MAILS) -> dict[str, Label]:
    """Every label by its `sha256`, in the file's order.

    :raises ValueError: with the line's number, when a line is malformed, labelled wrongly or a mail's second.
    """
    labels: dict[str, Label] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
        if rows.fieldnames != list(Label.__slots__):
            raise ValueError(f"line 1: the columns are not {', '.join(Label.__slots__)}")
        for row in rows:
            try:
                label = _label(row)
                if label.sha256 in labels:
                    raise ValueError("this mail has a label already")
            except ValueError as error:
                raise ValueError(f"line {rows.line_num}: {error}") from None
            labels[label.sha256] = label
    return labels


def _label(row: dict[str, str]) -> Label:
    if None in row or None in row.values():
        raise ValueError(f"not {len(Label.__slots__)} columns")
    return Label(
        sha256=row["sha256"],
        language=row["language"],
        unreadable=_flag(row["unreadable"]),
        intents=_several(row["intents"]),
        spam=_flag(row["spam"]),
        lure=row["lure"],
        topics=_several(row["topics"]),
        request=_flag(row["request"]),
        urgency=_flag(row["urgency"]),
        financial=_flag(row["financial"]),
        sure=_flag(row["sure"]),
    )


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(f"neither 0 nor 1: {text!r}")
    return text == "1"


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _known(kind: str, known: Collection[str], names: Iterable[str]) -> None:
    names = tuple(names)
    for name in names:
        if name not in known:
            raise ValueError(f"unknown {kind} {name!r}")
    if len(set(names)) != len(names):
        raise ValueError(f"a {kind} named twice")

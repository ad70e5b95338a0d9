"""A labelled mail as training sees it: the rules that hit, and the grams of each of its passages."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from zlib import crc32

from unhook import message
from unhook.context import Context
from unhook.language import grams
from unhook.language.detect import detect
from unhook.rules import pack
from unhook.verdict import words

GIVEAWAYS = frozenset(
    {"pot", "honey", "monkey", "phishing", "jose", "alex", "morgan", "corp"}
    | {"usrp", "openbmc", "ettus", "listinfo", "mailman", "wrote"}
)
"""Words that tell a collector's mailbox or a list apart, not phish from genuine mail."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A raw mail and what is known of it.

    `source` is the collection it comes from, `group` its campaign or template: what must not
    stand on both sides of a split; unknown, mails with the same subject words are one. `factor`
    is how much it counts beside others of its label.
    """

    raw: bytes
    phish: bool
    source: str
    group: str = ""
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """What is learnt from: `passages` are the grams of each passage, in order."""

    phish: bool
    source: str
    group: str
    factor: float
    language: str | None
    rules: tuple[str, ...]
    passages: tuple["array[int]", ...]


def examine(mail: Labelled) -> Example:
    """A mail read and judged by the shipped rules, without any context."""
    parsed = message.parse(mail.raw, Context())
    findings = _pack().run(parsed)
    subject, text = words.texts(parsed)
    return Example(
        mail.phish,
        mail.source,
        mail.group or " ".join(grams.words(subject)),
        mail.factor,
        detect(text),
        tuple(finding.rule for finding in findings.hits),
        tuple(array("I", sorted(_learnable(passage))) for _, _, passage in words.passages(subject, text)),
    )


def _learnable(passage: list[str]) -> set[int]:
    """The passage's grams without those that hold a giveaway."""
    found = grams.grams(passage)
    found.difference_update(_with_giveaways(passage))
    return found


def _with_giveaways(passage: list[str]) -> Iterable[int]:
    for word in passage:
        if word.removeprefix("s:") in GIVEAWAYS:
            yield crc32(word.encode("utf-8", "replace"))
    for pair in pairwise(passage):
        if any(word.removeprefix("s:") in GIVEAWAYS for word in pair):
            yield crc32(" ".join(pair).encode("utf-8", "replace"))


@cache
def _pack() -> pack.Pack:
    return pack.load()

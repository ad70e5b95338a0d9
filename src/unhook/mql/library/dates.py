"""Days as people write them: 2 March 2026, 02.03.2026, March 2nd, le 2 mars, 2 de março."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from unhook import patterns

_MONTHS = (
    "jan january januar janvier janeiro enero ene januari gennaio gen",
    "feb february februar février fevrier fevereiro fev febrero februari febbraio",
    "mar march märz maerz mars março marco marzo maart",
    "apr april avril abril abr aprile",
    "may mai maio mayo mei maggio mag",
    "jun june juni juin junho junio giugno giu",
    "jul july juli juillet julho julio luglio lug",
    "aug august août aout agosto ago augustus",
    "sep sept september septembre setembro set septiembre settembre",
    "oct october oktober okt octobre outubro out octubre ottobre ott",
    "nov november novembre novembro noviembre",
    "dec december dezember dez décembre decembre dezembro diciembre dic dicembre",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_OFFSET = patterns.compile(r"([+-])(\d{2}):?(\d{2})")
_NUMBER = patterns.compile(r"\d+")
_REST_OF_NUMERIC = patterns.compile(r"([-/.]) ?(\d{1,2})\1 ?(\d{4}|\d{2})(?![\w/-])")
_MONTH_AFTER = patterns.compile(
    r"(?:st|nd|rd|th|er|º|°|\.)?[ -](?:of |de |di )?([^\W\d_]{3,10})\.?(?:(?:,| de| del)? ?-?(\d{4}))?(?!\w)",
    re.IGNORECASE,
)
_MONTH_BEFORE = patterns.compile(r"([^\W\d_]{3,10})\.? $")
_YEAR_AFTER = patterns.compile(r"(?:st|nd|rd|th)?(?:,? (\d{4}))?(?!\w)")
_MAX_NUMBERS = 2_000

Mention = tuple[int, int, int | None]
"""Month, day, and the year where it is written."""


def local(sent: datetime, offset: str | None) -> date:
    """The calendar day on which the mail was sent, in the sender's zone when `offset` (`+0200`) tells it."""
    match = _OFFSET.fullmatch(offset or "")
    if match is None or sent.tzinfo is None:
        return sent.date()
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes >= 24 * 60:
        return sent.date()
    return sent.astimezone(timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))).date()


def mentioned(text: str) -> frozenset[Mention]:
    """Every day that `text` names. Numbers alone need the year, lest `2/3` be a fraction or a page."""
    found: set[Mention] = set()
    for count, number in enumerate(_NUMBER.finditer(text)):
        if count == _MAX_NUMBERS:
            break
        before = text[max(0, number.start() - 13) : number.start()]
        if not before or not (before[-1].isalnum() or before[-1] in "_./-"):
            found.update(_read(number[0], before, text, number.end()))
    return frozenset(found)


def names(mentions: frozenset[Mention], sent: date, days: int) -> bool:
    """Whether the day `days` after `sent` (negative: before) is among them."""
    try:
        day = sent + timedelta(days=days)
    except OverflowError:
        return False
    return not mentions.isdisjoint({(day.month, day.day, None), (day.month, day.day, day.year)})


def _read(number: str, before: str, text: str, end: int) -> Iterator[Mention]:
    if len(number) == 4:
        if iso := _REST_OF_NUMERIC.match(text, end):
            yield int(iso[2]), int(iso[3][:2]), int(number)
        return
    if len(number) > 2:
        return
    if rest := _REST_OF_NUMERIC.match(text, end):
        year = int(rest[3]) if len(rest[3]) == 4 else 2000 + int(rest[3])
        yield int(rest[2]), int(number), year
        if rest[1] == "/":
            yield int(number), int(rest[2]), year
        return
    after = _MONTH_AFTER.match(text, end)
    if after and (month := _MONTH.get(after[1].lower())):
        yield month, int(number), int(after[2]) if after[2] else None
        return
    named = _MONTH_BEFORE.search(before)
    year_after = _YEAR_AFTER.match(text, end)
    if named and year_after and (month := _MONTH.get(named[1].lower())):
        yield month, int(number), int(year_after[1]) if year_after[1] else None

"""Days as people write them: 2 March 2026, 02.03.2026, March 2nd, le 2 mars, 2 de março."""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

_MONTHS = (
    "jan|january|januar|janvier|janeiro|enero|ene|januari|gennaio|gen",
    "feb|february|februar|février|fevrier|fevereiro|fev|febrero|februari|febbraio",
    "mar|march|märz|maerz|mars|março|marco|marzo|maart",
    "apr|april|avril|abril|abr|aprile",
    "may|mai|maio|mayo|mei|maggio|mag",
    "jun|june|juni|juin|junho|junio|giugno|giu",
    "jul|july|juli|juillet|julho|julio|luglio|lug",
    "aug|august|août|aout|agosto|ago|augustus",
    "sep|sept|september|septembre|setembro|set|septiembre|settembre",
    "oct|october|oktober|okt|octobre|outubro|out|octubre|ottobre|ott",
    "nov|november|novembre|novembro|noviembre",
    "dec|december|dezember|dez|décembre|decembre|dezembro|diciembre|dic|dicembre",
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")


def local(sent: datetime, offset: str | None) -> date:
    """The calendar day on which the mail was sent, in the sender's zone when `offset` (`+0200`) tells it."""
    match = _OFFSET.fullmatch(offset or "")
    if match is None or sent.tzinfo is None:
        return sent.date()
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes >= 24 * 60:
        return sent.date()
    return sent.astimezone(timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes))).date()


def mentions(text: str, sent: date, days: int) -> bool:
    """Whether `text` names the day `days` after `sent` (negative: before)."""
    try:
        day = sent + timedelta(days=days)
    except OverflowError:
        return False
    return bool(_pattern(day).search(text))


@lru_cache(maxsize=64)
def _pattern(day: date) -> re.Pattern[str]:
    """Numbers need the year, lest `2/3` be a fraction or a page; a written month may go without."""
    year = rf"(?:{day.year}|{day.year % 100:02})"
    month = rf"(?:{_MONTHS[day.month - 1]})\.?"
    number, short = rf"0?{day.day}", rf"0?{day.month}"
    forms = (
        rf"{day.year}[-/.]{day.month:02}[-/.]{day.day:02}",
        rf"{number}[-/.] ?{short}[-/.] ?{year}",
        rf"{short}/{number}/{year}",
        rf"{number}(?:st|nd|rd|th|er|º|°|\.)?[ -](?:of |de |di )?{month}(?:(?:,| de| del)? ?-?{year})?",
        rf"{month} {number}(?:st|nd|rd|th)?(?:,? {year})?",
    )
    return re.compile(
        rf"(?<!\d)(?<!\d[./-])(?:{'|'.join(forms)})(?!\w)(?!,? (?:de |del )?\d{{4}})", re.IGNORECASE
    )

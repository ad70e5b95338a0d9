"""Date and time (RFC 5322 sections 3.3 and 4.3), with the forms seen besides."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# Hours east of UTC; the single military letters were defined wrongly and mean nothing (RFC 5322 section 4.3).
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "ist": 5.5, "cet": 1, "cest": 2,
    "met": 1, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9, "aest": 10,
    "aedt": 11, "nzst": 12, "nzdt": 13, "brt": -3, "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6,
    "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})[\s./-]{1,3}([a-z]{3})[a-z]{0,6}\.?[\s./,-]{1,3}(\d{2,4})[\s,T-]{1,3}"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s{0,3}([ap]m\b)?\s{0,3}"
    r"((?:gmt|utc)?[+-]\d{1,2}:?\d{2}(?!\d)|[a-z]{1,5}\b)?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(  # asctime(3): Mon Oct 21 14:23:24 2019
    r"([a-z]{3})[a-z]{0,6}\s{1,3}(\d{1,2})\s{1,3}(\d{1,2}):(\d{2}):(\d{2})\s{1,3}(?:([a-z]{3,5})\s{1,3})?(\d{4})"
    r"\s{0,3}([+-]\d{4})?",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[\sT]{1,2}(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s{0,3}([+-]\d{2}:?\d{2}|z|utc|gmt)?",
    re.IGNORECASE,
)
_MAX_CHARS = 200
_UTC = timedelta()


def parse(text: str) -> tuple[datetime | None, str | None]:
    """The moment in UTC and the offset as written, in hours (`-4`, `5:30`); (None, None) if unreadable.

    A missing or unknown zone counts as UTC and leaves the offset `None`.
    """
    text = text[:_MAX_CHARS]
    if match := _DAY_FIRST.search(text):
        day, month, year, hour, minute, second, half, zone = match.groups()
        return _moment((year, _month(month), day), (_hour(hour, half), minute, second), zone)
    if match := _MONTH_FIRST.search(text):
        month, day, hour, minute, second, name, year, zone = match.groups()
        return _moment((year, _month(month), day), (int(hour), minute, second), zone or name)
    if match := _ISO.search(text):
        year, month, day, hour, minute, second, zone = match.groups()
        return _moment((year, int(month), day), (int(hour), minute, second), zone)
    return None, None


def _moment(
    date: tuple[str, int, str], time: tuple[int, str, str | None], zone: str | None
) -> tuple[datetime | None, str | None]:
    year = int(date[0])
    if len(date[0]) < 4:  # RFC 5322 section 4.3
        year += 2000 if year < 50 else 1900
    hour, minute, second = time
    offset, hours = _zone(zone) if zone else (_UTC, None)
    try:
        local = datetime(
            year, date[1], int(date[2]), hour, int(minute), min(int(second or 0), 59), tzinfo=UTC
        )
        return local - offset, hours
    except (ValueError, OverflowError):
        return None, None


def _month(name: str) -> int:
    """Zero, which no calendar has, for an unknown name."""
    return _MONTHS.get(name.lower(), 0)


def _hour(hour: str, half: str | None) -> int:
    hours = int(hour)
    if half and 1 <= hours <= 12:
        return hours % 12 + (12 if half.lower() == "pm" else 0)
    return hours


@lru_cache(maxsize=256)
def _zone(zone: str) -> tuple[timedelta, str | None]:
    """The offset east of UTC, and in hours as text; zero and `None` for an unknown zone."""
    digits = zone.lower().removeprefix("gmt").removeprefix("utc").replace(":", "")
    if digits[:1] in ("+", "-"):
        digits, sign = digits[1:].zfill(4), -1 if digits[0] == "-" else 1
        minutes = sign * (int(digits[:2]) * 60 + int(digits[2:]))
    elif zone.lower() in _ZONES:
        minutes = int(_ZONES[zone.lower()] * 60)
    else:
        return _UTC, None
    if abs(minutes) >= 24 * 60:
        return _UTC, None
    hours, rest = divmod(abs(minutes), 60)
    text = f"{hours}:{rest:02}" if rest else str(hours)
    return timedelta(minutes=minutes), f"-{text}" if minutes < 0 else text

"""Bars of a chart as plain figures, for an inert SVG; the table beside it says the same in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 600, 100
"""Of the picture, in its own units."""
DAYS = 120
"""At most so many days are drawn, the newest."""
_GAP = 0.2


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and what it stands for; `x`, `y`, `width`, `height` in the picture's units."""

    name: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from left to right; `most` is what the highest stands for."""

    bars: tuple[Bar, ...]
    most: int
    total: int


def chart(values: Iterable[tuple[str, int]], most: int = 0) -> Chart:
    """The chart of named counts; `most`: the scale's end, where several charts share one."""
    found = tuple(values)
    most = max((most, *(count for _, count in found)))
    step = WIDTH / max(1, len(found))
    bars = tuple(
        Bar(
            name,
            count,
            round(place * step + step * _GAP / 2, 2),
            round(HEIGHT - HEIGHT * count / most, 2) if most else HEIGHT,
            round(step * (1 - _GAP), 2),
            round(HEIGHT * count / most, 2) if most else 0,
        )
        for place, (name, count) in enumerate(found)
    )
    return Chart(bars, most, sum(count for _, count in found))


def days(counts: Mapping[date, int], first: date, last: date) -> tuple[tuple[str, int], ...]:
    """Each day from the first to the last with its count, none left out, the newest `DAYS` of them."""
    first = max(first, last - timedelta(days=DAYS - 1))
    length = (last - first).days + 1
    every = (first + timedelta(days=n) for n in range(length))
    return tuple((day.isoformat(), counts.get(day, 0)) for day in every)

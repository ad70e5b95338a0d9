"""The logarithmic axis of false-positive rates that every ROC plot shows."""

from math import log10

DECADES = 4
"""How far left of 1 the axis begins: at 0.01 %."""

TICKS = tuple(10.0**power for power in range(-DECADES, 1))


def place(alarms: float) -> float:
    """Where a false-positive rate stands, 0 to 1; what is smaller than the first tick stands on it."""
    return max(0.0, 1 + log10(alarms) / DECADES) if alarms > 0 else 0.0


def rate(place: float) -> float:
    """The false-positive rate at a place of 0 to 1."""
    return float(10 ** (DECADES * (place - 1)))

"""What the figures say, in sentences that every report shares."""

from collections.abc import Iterator, Sequence

from unhook.evaluation.calibration import Calibration
from unhook.evaluation.evaluate import Counts, Evaluation
from unhook.evaluation.operating import RULE_OF_THREE, Operating
from unhook.evaluation.rates import Rate

UNKNOWN_LANGUAGE = "not told"


def share(value: float) -> str:
    """A share of 0 to 1 in per cent, with as many places as it needs."""
    percent = value * 100
    return f"{percent:.1f} %" if percent >= 0.1 or not percent else f"{percent:.2g} %"


def rate(value: Rate) -> str:
    """A rate with its interval, or a dash where nothing was counted."""
    if not value.total:
        return "–"
    low, high = value.interval
    return f"{share(value.value)} ({low * 100:.1f}–{high * 100:.1f})"


def recall(value: Operating) -> str:
    """Recall at an operating point with the bounds that ham and phish together allow."""
    if not value.recall.total or not value.ham:
        return "–"
    return f"{share(value.recall.value)} ({value.low * 100:.1f}–{value.high * 100:.1f})"


def score(value: float) -> str:
    """A score with two places, none of them rounded up to certainty."""
    return f"{min(value, 0.99):.2f}" if value < 1 else "1.00"


def counted(name: str, counts: Counts) -> str:
    """How many mails of a class there are, and what became of them."""
    parts = [f"{counts.complete:,} judged"]
    parts += [f"{counts.incomplete:,} not looked at to the end"] if counts.incomplete else []
    parts += [f"{counts.failed:,} failed"] if counts.failed else []
    return f"{counts.total:,} {name}: {', '.join(parts)}"


def caveats(result: Evaluation) -> Iterator[str]:
    """What must be known before a figure is quoted."""
    if failed := result.phish.failed + result.ham.failed:
        yield (
            f"{failed:,} {'mail' if failed == 1 else 'mails'} failed: counted as not flagged with score 0, "
            "since nobody was warned; left out of the calibration alone."
        )
    for name, counts in (("phish", result.phish), ("ham", result.ham)):
        if not counts.total:
            yield f"No {name} was given: figures that need it are missing."
    if result.ham.total and (unsupported := [each for each in result.operating if not each.supported]):
        yield too_small(unsupported)


def too_small(points: Sequence[Operating]) -> str:
    """Why the ham cannot carry these false-positive rates."""
    ham = points[0].ham
    rates = listed([share(each.false_positives) for each in points])
    return (
        f"{ham:,} ham {'mail is' if ham == 1 else 'mails are'} too few to speak of {rates} false alarms: "
        f"none at all would still leave up to {share(min(1.0, RULE_OF_THREE / ham))} possible (rule of "
        f"three). It takes {listed([f'{each.needed:,}' for each in points])}."
    )


def listed(words: Sequence[str]) -> str:
    """The words with commas, and an "and" before the last."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def calibration(value: Calibration) -> str:
    """The calibration error and the prior it holds at."""
    mails = sum(each.mails for each in value.bins)
    return (
        f"Expected calibration error {value.error:.3f} ({value.low:.3f}–{value.high:.3f}), "
        f"{len(value.bins)} bins of equal mass over {mails:,} mails, "
        f"at a prior of {share(value.prior)} phish: the mix given here. "
        "In a mailbox phish are rarer, and a score then means less."
    )

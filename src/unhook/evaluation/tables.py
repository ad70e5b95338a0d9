"""The tables of both reports for people, as rows of words; the first row names the columns."""

from collections.abc import Iterator, Sequence

from unhook.evaluation import wording
from unhook.evaluation.evaluate import Evaluation

Rows = Iterator[Sequence[str]]


def policies(result: Evaluation) -> Rows:
    """What each policy flags of either class."""
    yield "policy", "", "phish", "ham"
    for each in result.policies:
        yield each.policy, "flagged", wording.rate(each.phish_flagged), wording.rate(each.ham_flagged)
        yield "", "malicious", wording.rate(each.phish_malicious), wording.rate(each.ham_malicious)


def operating(result: Evaluation) -> Rows:
    """Recall at each rate of false alarms; an exclamation mark where the ham cannot carry it."""
    yield "at most", "recall", "score above", "ham mails allowed"
    for point in result.operating:
        yield (
            wording.share(point.false_positives),
            wording.recall(point) + ("" if point.supported else " !"),
            f"{point.threshold:.4f}" if point.ham else "–",
            f"{point.allowed:,} of {point.ham:,}",
        )


def languages(result: Evaluation) -> Rows:
    """What is flagged of either class in each language."""
    yield "language", "phish flagged", "ham flagged"
    for each in result.languages:
        cells = (f"{wording.rate(rate)} of {rate.total:,}" for rate in (each.phish, each.ham))
        yield each.language or wording.UNKNOWN_LANGUAGE, *cells

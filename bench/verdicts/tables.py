"""Tables in Markdown of what filters said of groups of mails."""

from collections.abc import Callable, Mapping, Sequence

from bench.detection import Judged
from bench.verdicts.mails import Mail
from unhook.evaluation import operating, ranking
from unhook.evaluation.rates import Rate

Answers = Mapping[str, Sequence[Judged]]
"""By filter: its answers in the order of the mails."""

RATES = (0.01, 0.001)


def markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first column is words, the others are figures."""
    head = [f"| {' | '.join(names)} |", "|---|" + "--:|" * (len(names) - 1)]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def percent(rate: Rate) -> str:
    """A share with its interval in per cent."""
    if not rate.total:
        return "–"
    low, high = rate.interval
    return f"{rate.value * 100:.1f} ({low * 100:.0f}–{high * 100:.0f})"


def flagged(mails: Sequence[Mail], answers: Answers, key: Callable[[Mail], str | None]) -> str:
    """Shares flagged by group; a mail whose key is None is in none."""
    places: dict[str, list[int]] = {}
    for place, mail in enumerate(mails):
        if (name := key(mail)) is not None:
            places.setdefault(name, []).append(place)
    rows = [
        (
            name,
            str(len(found)),
            *(percent(Rate(sum(each[i].flagged for i in found), len(found))) for each in answers.values()),
        )
        for name, found in sorted(places.items())
    ]
    return markdown(("% flagged", "mails", *answers), rows)


def summary(mails: Sequence[Mail], answers: Answers, groups: Mapping[str, Callable[[Mail], bool]]) -> str:
    """Shares flagged of each group, then recall at rates of false alarms of each kind of ham, then AUC."""
    places = {name: [i for i, mail in enumerate(mails) if test(mail)] for name, test in groups.items()}
    rows = [
        (
            f"{name}: flagged",
            str(len(found)),
            *(percent(Rate(sum(each[i].flagged for i in found), len(found))) for each in answers.values()),
        )
        for name, found in places.items()
    ]
    phish = ("credential phish", "unwanted mix")
    hams = [name for name in groups if name not in phish]
    for kind in phish:
        for ham in hams:
            for rate in RATES:
                title = f"{kind} at {rate:.1%} of {ham}"
                size = str(len(places[ham]))
                rows.append(
                    (title, size, *(_at(each, places[kind], places[ham], rate) for each in answers.values()))
                )
    for kind in phish:
        for ham in hams:
            cells = []
            for each in answers.values():
                area = ranking.auc(*_scores(each, places[kind], places[ham]))
                cells.append("–" if area is None else f"{area:.4f}")
            rows.append((f"AUC {kind} / {ham}", "", *cells))
    return markdown(("%", "mails", *answers), rows)


def _scores(
    answers: Sequence[Judged], phish: Sequence[int], ham: Sequence[int]
) -> tuple[list[float], list[float]]:
    return [answers[i].score for i in phish], [answers[i].score for i in ham]


def _at(answers: Sequence[Judged], phish: Sequence[int], ham: Sequence[int], rate: float) -> str:
    if not phish or not ham:
        return "–"
    point = operating.at(*_scores(answers, phish, ham), rate)
    mark = "" if point.supported else " !"
    return f"{point.recall.value * 100:.1f} ({point.low * 100:.0f}–{point.high * 100:.0f}){mark}"

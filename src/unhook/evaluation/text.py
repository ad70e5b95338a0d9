"""The evaluation for a terminal: tables, and plots made of characters."""

from collections.abc import Iterable, Iterator, Sequence

from unhook.evaluation import axis, tables, wording
from unhook.evaluation.calibration import Calibration
from unhook.evaluation.evaluate import Evaluation
from unhook.evaluation.judgement import Judgement
from unhook.evaluation.ranking import Point, recall_within
from unhook.report.columns import columns, cut, wrap
from unhook.report.defang import harmless, visible

WITHOUT_TERMINAL = 80
NARROWEST, WIDEST = 80, 100
"""Below that a terminal breaks lines by itself: a figure cut off would be worse."""
PLOT_ROWS = 10


def render(result: Evaluation, width: int | None = None) -> str:
    """The report laid out for `width` columns (None: there is no terminal), ending in a line feed."""
    wide = max(NARROWEST, min(WIDEST, width or WITHOUT_TERMINAL))
    lines = [wording.counted("phish", result.phish), wording.counted("ham", result.ham)]
    lines += ["", f"Flagged (suspicious or malicious) and malicious alone; the rest is for {result.policy}."]
    lines += _table(tables.policies(result))
    lines += ["", "Recall at a rate of false alarms"]
    lines += _table(tables.operating(result))
    for caveat in wording.caveats(result):
        lines += wrap(caveat, wide, "! ", "  ")
    if result.auc is not None:
        lines += ["", f"ROC, area {result.auc:.4f}: recall by rate of false alarms (logarithmic)"]
        lines += roc_plot(result.roc, wide)
    if result.calibration:
        lines += ["", *wrap(wording.calibration(result.calibration), wide)]
        lines += reliability_plot(result.calibration, wide)
    lines += ["", "By language (flagged)"]
    lines += _table(tables.languages(result))
    lines += _worst("False alarms", result.false_alarms, result.false_alarm_count, wide)
    lines += _worst("Misses", result.misses, result.miss_count, wide)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def roc_plot(points: Sequence[Point], width: int) -> Iterator[str]:
    """The curve as columns of dots; the axis runs from 0.01 % to 100 %."""
    room = min(width - 8, 64)
    heights = []
    for place in range(room):
        alarms = axis.rate((place + 1) / room)
        heights.append(round(recall_within(points, alarms) * PLOT_ROWS))
    for row in range(PLOT_ROWS, 0, -1):
        label = f"{row * 100 // PLOT_ROWS:3d} %" if row % 5 == 0 else ""
        marks = "".join("●" if height == row else "·" if height > row else " " for height in heights)
        yield f"{label:>5} │{marks}"
    yield f"      └{'─' * room}"
    labels = [" "] * room
    for tick in axis.TICKS:
        label = f"{tick * 100:g} %"
        start = min(round(axis.place(tick) * room), room - len(label))
        labels[start : start + len(label)] = label
    yield "       " + "".join(labels)


def reliability_plot(value: Calibration, width: int) -> Iterator[str]:
    """One line a bin: a bar for the share of phish, `|` where its mean score stands."""
    room = max(10, min(40, width - 36))
    for each in value.bins:
        bar = list(("█" * round(each.phish * room)).ljust(room + 1))
        bar[round(each.score * room)] = "|"
        yield f"score {wording.score(each.score)}  {''.join(bar)} {each.phish:4.0%} of {each.mails:,} phish"


def _worst(title: str, judged: Sequence[Judgement], count: int, width: int) -> Iterator[str]:
    yield ""
    shown = "" if len(judged) == count else f", the worst {len(judged)}"
    yield f"{title}: {count:,}{shown}"
    for each in judged:
        # A path is the caller's own: it keeps its dots, but a control character in it is shown.
        lead = f"  {wording.score(each.score)}  "
        yield from wrap(visible(each.path), width, lead, "        ")
        if each.error:
            yield from wrap(harmless(each.error), width, "        failed: ", "          ")
        if each.subject:
            yield "        " + cut(f"“{harmless(each.subject)}”", width - 8)
        for why in each.reasons:
            yield from wrap(
                f"{why.contribution:+.1f} {why.rule}: {why.sentence}", width, "        ", "             "
            )


def _table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    lines = [tuple(row) for row in rows]
    sizes = [max(columns(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        cells = (cell + " " * (size - columns(cell)) for cell, size in zip(line, sizes, strict=True))
        yield "  " + "  ".join(cells)

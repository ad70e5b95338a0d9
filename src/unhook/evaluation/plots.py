"""Plots as inline SVG: shapes and words only, coloured by the page's style."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from unhook.evaluation import axis
from unhook.evaluation.calibration import Calibration
from unhook.evaluation.ranking import Point
from unhook.report.markup import Markup, element

_LEFT, _TOP, _WIDE, _HIGH = 46, 12, 380, 260
_LINE, _COLUMNS = 18, 2
"""Of what tells the curves apart: the height of a row, and how many names stand in one."""
_SMALLEST_DOT, _LARGEST_DOT = 2.5, 7.0


def roc(
    points: Sequence[Point], unsure: float = 0.0, name: str = "", others: Mapping[str, Sequence[Point]] = {}
) -> Markup:
    """Recall by rate of false alarms on a logarithmic axis, as steps; chance is the dashed line.

    Rates below `unsure` are shaded: the ham cannot carry them. `others` are further curves by name, told
    apart below the plot, where `name` is the first one's.
    """
    chance = " ".join(_at(place / 50, axis.rate(place / 50)) for place in range(51))
    shade = axis.place(min(1.0, unsure)) * _WIDE
    curves = [("curve", name, points)]
    curves += [(f"other n{place}", each, found) for place, (each, found) in enumerate(others.items(), 1)]
    return _plot(
        "Recall by rate of false alarms",
        element(
            "rect",
            element("title", "too little ham for these rates"),
            x=f"{_LEFT}",
            y=f"{_TOP}",
            width=f"{shade:.1f}",
            height=f"{_HIGH}",
            kind="unsure",
        ),
        *_grid("recall", "false alarms (logarithmic)", [(axis.place(tick), tick) for tick in axis.TICKS]),
        element("polyline", points=chance, kind="chance"),
        *(element("polyline", points=_steps(found), kind=kind) for kind, _, found in reversed(curves)),
        *(_legend((kind, each) for kind, each, _ in curves) if others else ()),
        more=_LINE * -(-len(curves) // _COLUMNS) if others else 0,
    )


def _steps(points: Sequence[Point]) -> str:
    corners = [_at(0, 0)]
    height = 0.0
    for alarms, found in points:
        x = axis.place(alarms)
        # A step: until the next threshold is paid for, recall stays what it was.
        corners += [_at(x, height), _at(x, found)]
        height = found
    return " ".join(corners)


def _legend(entries: Iterable[tuple[str, str]]) -> Iterator[Markup]:
    for place, (kind, name) in enumerate(entries):
        row, column = divmod(place, _COLUMNS)
        x, y = _LEFT + column * _WIDE / _COLUMNS, _TOP + _HIGH + 52 + row * _LINE
        yield element("polyline", points=f"{x:.1f},{y} {x + 24:.1f},{y}", kind=kind)
        yield element("text", name, x=f"{x + 30:.1f}", y=f"{y}", dy="0.35em")


def reliability(value: Calibration) -> Markup:
    """The share of phish by score: dots on the dashed line are honest; their size is the bin's mails."""
    most = max(each.mails for each in value.bins)
    dots = []
    for each in value.bins:
        x, y = _at(each.score, each.phish).split(",")
        radius = max(_SMALLEST_DOT, _LARGEST_DOT * (each.mails / most) ** 0.5)
        said = f"score {each.score:.2f}: {each.phish:.0%} of {each.mails:,} mails are phish"
        dots.append(element("circle", element("title", said), cx=x, cy=y, r=f"{radius:.1f}", kind="dot"))
    line = " ".join(_at(each.score, each.phish) for each in value.bins)
    return _plot(
        "Share of phish by score",
        *_grid("share of phish", "score", [(tick / 4, tick / 4) for tick in range(5)]),
        element("polyline", points=f"{_at(0, 0)} {_at(1, 1)}", kind="chance"),
        element("polyline", points=line, kind="curve"),
        *dots,
    )


def _plot(title: str, *content: Markup, more: int = 0) -> Markup:
    view = f"0 0 {_LEFT + _WIDE + 24} {_TOP + _HIGH + 44 + more}"
    return element(
        "svg", element("title", title), *content, viewBox=view, role="img", aria_label=title, kind="plot"
    )


def _grid(up: str, right: str, ticks: Sequence[tuple[float, float]]) -> Iterator[Markup]:
    bottom = _TOP + _HIGH
    for step in range(5):
        y = f"{bottom - step / 4 * _HIGH:.1f}"
        yield element("line", x1=f"{_LEFT}", x2=f"{_LEFT + _WIDE}", y1=y, y2=y, kind="grid")
        yield element("text", f"{step * 25} %", x=f"{_LEFT - 6}", y=y, text_anchor="end", dy="0.35em")
    for place, value in ticks:
        x = f"{_LEFT + place * _WIDE:.1f}"
        yield element("line", x1=x, x2=x, y1=f"{_TOP}", y2=f"{bottom}", kind="grid")
        yield element("text", f"{value * 100:g} %", x=x, y=f"{bottom + 16}", text_anchor="middle")
    yield element("text", right, x=f"{_LEFT + _WIDE / 2:g}", y=f"{bottom + 36}", text_anchor="middle")
    yield element("text", up, x=f"{_LEFT + 6}", y=f"{_TOP + 12}")


def _at(x: float, y: float) -> str:
    return f"{_LEFT + x * _WIDE:.1f},{_TOP + (1 - y) * _HIGH:.1f}"

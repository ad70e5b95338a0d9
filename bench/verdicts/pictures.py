"""The plots as files of their own, which bring their colours for light and dark."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from unhook.evaluation import plots, ranking
from unhook.evaluation.calibration import Calibration
from unhook.evaluation.operating import RULE_OF_THREE
from unhook.report.markup import Markup, element, join

_STYLE = """
.plot { background: #ffffff; font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
text { fill: #525b6b; font-size: 11px; }
.grid { stroke: #d5d9e0; }
.unsure { fill: #eceff4; }
.chance { fill: none; stroke: #8a93a3; stroke-dasharray: 4 4; }
.curve { fill: none; stroke: #1d4fa8; stroke-width: 3; stroke-linejoin: round; }
.dot { fill: #1d4fa8; stroke: #ffffff; }
.other { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
.n1, .n3 { stroke: #b3461f; } .n2, .n4 { stroke: #6f42a8; } .n5 { stroke: #11755a; } .n6 { stroke: #8a6500; }
.n3, .n4 { stroke-dasharray: 2 2; }
.n7 { stroke: #1d4fa8; stroke-dasharray: 6 3; }
@media (prefers-color-scheme: dark) {
  .plot { background: #1d2128; }
  text { fill: #b9c1ce; }
  .grid { stroke: #363c47; }
  .unsure { fill: #2a303b; }
  .curve, .n7 { stroke: #8fb8ff; }
  .dot { fill: #8fb8ff; stroke: #1d2128; }
  .n1, .n3 { stroke: #ff9d73; } .n2, .n4 { stroke: #cda6ff; }
  .n5 { stroke: #6fd6b2; } .n6 { stroke: #e5bf55; }
}
"""

Scores = tuple[Sequence[float], Sequence[float]]
"""Those of phish and those of ham."""


def roc(path: Path, scores: Mapping[str, Scores]) -> None:
    """Write the curves of several filters, ours first; what the ham cannot carry is shaded."""
    curves = {name: ranking.thinned(ranking.roc(*found)) for name, found in scores.items()}
    (first, ours), *others = curves.items()
    _write(path, plots.roc(ours, RULE_OF_THREE / len(scores[first][1]), first, dict(others)))


def reliability(path: Path, measured: Calibration) -> None:
    """Write the share of phish by score."""
    _write(path, plots.reliability(measured))


def _write(path: Path, plot: Markup) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    style = element("style", Markup(_STYLE))
    opening, _, rest = plot.partition(">")
    whole = join([Markup(f'{opening} xmlns="http://www.w3.org/2000/svg">'), style, Markup(rest)])
    path.write_text(whole + "\n", encoding="utf-8")

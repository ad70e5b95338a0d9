"""The rules' weights and the wording's: logistic regression, signs kept, the authors' weights as prior.

The sum is the verdict's own: within a group each further hit counts `decay` less. A red
flag never falls below zero and a sign of honesty never rises above it; neither goes
further than `REACH` beyond what its author gave it, since no corpus holds enough of the
genuine mail that uses the same signs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from scipy.optimize import minimize

from unhook.rules.rule_file import Rule
from unhook.training import balance
from unhook.training.example import Example
from unhook.verdict.learnt import Shape
from unhook.verdict.policy import BALANCED

PRECISION = 3.0
"""Of the Gaussian prior around the author's weight."""
REACH = 1.5
MOST, LEAST = 0.4, -1.5
"""Beyond these log-odds wording weighs no more, so that no words alone decide."""
RISE = FALL = 0.5
"""The wording's prior slopes."""
ROUNDS = 3

Array = Any


@dataclass(frozen=True, slots=True)
class Weighing:
    """Bias at equal numbers of both labels, weights by rule, the wording's shape."""

    bias: float
    weights: Mapping[str, float]
    shape: Shape

    def log_odds(self, example: Example, groups: Mapping[str, str], wording: float) -> float:
        """The sum for one example, as the verdict makes it."""
        factors = shares(example.rules, self.weights, groups)
        honesty = sum(min(0.0, self.weights[rule]) * factor for rule, factor in factors.items())
        against = sum(max(0.0, self.weights[rule]) * factor for rule, factor in factors.items())
        return self.bias + against + max(honesty, -BALANCED.honesty) + self.shape.weight(wording)


def shares(rules: Sequence[str], weights: Mapping[str, float], groups: Mapping[str, str]) -> dict[str, float]:
    """The factor with which each known hit counts: `decay` to the power of its rank within its group."""
    places: defaultdict[tuple[str, bool], int] = defaultdict(int)
    found = {}
    for rule in sorted(
        (rule for rule in rules if rule in weights), key=lambda name: (-abs(weights[name]), name)
    ):
        place = (groups[rule], weights[rule] < 0)
        found[rule] = BALANCED.decay ** places[place]
        places[place] += 1
    return found


def fit(examples: Sequence[Example], wording: Sequence[float], rules: Sequence[Rule]) -> Weighing:
    """The weights for these examples, whose words say `wording` (log-odds, learnt without them)."""
    authors = {rule.id: rule.weight for rule in rules}
    groups = {rule.id: rule.group or rule.id for rule in rules}
    names = sorted(authors)
    phish = np.array([float(example.phish) for example in examples])
    counts = np.array(balance.weights(examples))
    words = np.clip(np.array(wording), LEAST, MOST)
    prior = np.array([*(authors[name] for name in names), RISE, FALL, BALANCED.bias])
    precision = np.array([*(PRECISION for _ in names), 1.0, 1.0, 0.0])
    bounds = [
        *((0.0, authors[n] + REACH) if authors[n] > 0 else (authors[n] - REACH, 0.0) for n in names),
        *((0.0, None), (0.0, None), (None, None)),
    ]
    found = prior.copy()
    for _ in range(ROUNDS):
        # Ranks within a group follow the weights, so that both are found in turns.
        now = dict(zip(names, found, strict=False))
        rows = np.zeros((len(examples), len(prior)))
        column = {name: place for place, name in enumerate(names)}
        for place, example in enumerate(examples):
            for rule, factor in shares(example.rules, _signed(now, authors), groups).items():
                rows[place, column[rule]] = factor
        rows[:, -3], rows[:, -2], rows[:, -1] = np.maximum(words, 0), np.minimum(words, 0), 1.0
        found = _minimised(rows, phish, counts, prior, precision, bounds, found)
    rise, fall, bias = map(float, found[-3:])
    weights = {name: float(value) for name, value in zip(names, found, strict=False)}
    return Weighing(bias, weights, Shape(rise, MOST, fall, LEAST))


def _signed(weights: Mapping[str, float], authors: Mapping[str, float]) -> dict[str, float]:
    """A sign of honesty that fell to nothing is still none of the red flags."""
    return {name: min(weight, -1e-9) if authors[name] < 0 else weight for name, weight in weights.items()}


def _minimised(  # noqa: PLR0917 - one problem's arrays
    rows: Array, phish: Array, counts: Array, prior: Array, precision: Array, bounds: Any, start: Array
) -> Array:
    def cost(guess: Array) -> tuple[float, Array]:
        sums = rows @ guess
        gap = guess - prior
        loss = float(counts @ (np.logaddexp(0, sums) - phish * sums) + 0.5 * precision @ gap**2)
        return loss, rows.T @ (counts * (1 / (1 + np.exp(-sums)) - phish)) + precision * gap

    return minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x


def at_prior(weighing: Weighing, share: float) -> Weighing:
    """The same weighing where `share` of the mails are phish instead of half of them."""
    return Weighing(weighing.bias + log(share / (1 - share)), weighing.weights, weighing.shape)

"""Suggested rule weights: a sparse logistic regression over rule hits, signs kept.

The model is the verdict's own sum: within a group each further hit counts `decay` less.

Reads the lines that `python -m bench detection --dump FILE --split develop` writes. Each
source counts alike within its class, so that a large source does not set the weights; a
red flag never falls below zero and a sign of honesty never rises above it. Spam that is
no phish is left out: it is neither what must be found nor what must be spared. A Gaussian
prior holds each weight near the one that its author gave: genuine brand mail is scarce in
any corpus, so that words which it uses look guiltier there than they are.

    python -m bench.weights FILE
"""

import json
import math
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from unhook.rules import pack
from unhook.verdict.policy import BALANCED

HAM_SHARE = {"foff_negative": 4.0, "ha_mail_packages": 4.0}
PRIOR_SPREAD = 0.5
EPOCHS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One mail: the rules that hit, what it is, and how much it counts."""

    rules: tuple[str, ...]
    phish: bool
    share: float


def rows(dump: Path) -> list[Row]:
    """The mails of a dump, weighted so that sources count alike and both classes sum alike."""
    lines = [json.loads(line) for line in dump.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line["filter"] == "Unhook" and line["label"] != "spam"]
    sizes = Counter((line["label"], line["source"]) for line in lines)
    raw = [
        HAM_SHARE.get(line["source"], 1.0) / math.sqrt(sizes[line["label"], line["source"]]) for line in lines
    ]
    totals = Counter[str]()
    for line, share in zip(lines, raw, strict=True):
        totals[line["label"]] += share  # type: ignore[assignment]
    return [
        Row(tuple(line["rules"]), line["label"] == "phish", share / totals[line["label"]] * len(lines) / 2)
        for line, share in zip(lines, raw, strict=True)
    ]


def shares(rules: tuple[str, ...], weights: dict[str, float], groups: dict[str, str]) -> dict[str, float]:
    """The factor with which each hit counts: `decay` to the power of its rank within its group."""
    ranks = Counter[tuple[str, bool]]()
    factors = {}
    for rule in sorted(rules, key=lambda name: -abs(weights[name])):
        place = (groups[rule], weights[rule] < 0)
        factors[rule] = BALANCED.decay ** ranks[place]
        ranks[place] += 1
    return factors


def fit(data: list[Row], prior: dict[str, float], groups: dict[str, str]) -> tuple[float, dict[str, float]]:
    """Bias and weights by stochastic gradient descent (AdaGrad) with projection on the signs."""
    weights = dict(prior)
    squares = dict.fromkeys([*prior, ""], 1e-6)
    hits = Counter(rule for row in data for rule in row.rules)
    bias = 0.0
    order = random.Random(1)
    for _ in range(EPOCHS):
        order.shuffle(data)
        for row in data:
            factors = shares(row.rules, weights, groups)
            z = bias + sum(weights[rule] * factor for rule, factor in factors.items())
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, z)))) - row.phish) * row.share
            squares[""] += error * error
            bias -= 0.5 * error / math.sqrt(squares[""])
            for rule, factor in factors.items():
                pull = (weights[rule] - prior[rule]) / PRIOR_SPREAD**2 / hits[rule]
                slope = error * factor + pull
                squares[rule] += slope * slope
                step = weights[rule] - 0.5 * slope / math.sqrt(squares[rule])
                weights[rule] = max(0.0, step) if prior[rule] >= 0 else min(0.0, step)
    return bias, weights


def main() -> int:
    """Print each rule's present and suggested weight with its hits."""
    data = rows(Path(sys.argv[1]))
    present = {rule.id: rule.weight for rule in pack.load().rules}
    groups = {rule.id: rule.group or rule.id for rule in pack.load().rules}
    bias, weights = fit(data, present, groups)
    hits = Counter((rule, row.phish) for row in data for rule in row.rules)
    print(f"bias {bias:.2f}")
    for rule, weight in sorted(weights.items(), key=lambda item: -item[1]):
        counts = f"{hits[rule, True]:6} phish {hits[rule, False]:6} ham"
        print(f"{rule:48} {present[rule]:6.2f} -> {weight:6.2f}   {counts}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

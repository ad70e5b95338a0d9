"""The words' weights: logistic regression over passages, in which a phish counts by its strongest one.

Multiple instances (Andrews et al. 2003): a phish is a phish for one of its passages, the
others may be anything; no passage of a genuine mail is phish.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from unhook.training import balance
from unhook.training.example import Example

LEAST_MAILS = 4
LEAST_SOURCES = 2
LEAST_GROUPS = 8
"""How many campaigns must use a gram that one source alone has: German or Portuguese phish has but one."""
STRENGTH = 0.03
"""Inverse of the penalty on large weights (scikit-learn's `C`)."""
ROUNDS = 3
STRONGEST_SHARE = 0.6
"""How much of a genuine mail's weight its strongest passage has; the others share the rest."""
FAINT = 0.004

Array = Any


@dataclass(frozen=True, slots=True)
class Words:
    """Weights by gram, and the log-odds of a passage without known grams."""

    weights: dict[int, float]
    bias: float


def vocabulary(examples: Sequence[Example]) -> list[int]:
    """The grams to learn, ascending: those that are no one source's own."""
    mails: Counter[int] = Counter()
    sources: defaultdict[int, set[str]] = defaultdict(set)
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for example in examples:
        for gram in set().union(*example.passages):
            mails[gram] += 1
            sources[gram].add(example.source)
            groups[gram].add(example.group)
    return sorted(
        gram
        for gram, count in mails.items()
        if count >= LEAST_MAILS and (len(sources[gram]) >= LEAST_SOURCES or len(groups[gram]) >= LEAST_GROUPS)
    )


def fit(examples: Sequence[Example], known: Sequence[int]) -> Words:
    """The weights for these grams."""
    rows, owners = _matrix(examples, known)
    phish = np.array([example.phish for example in examples])[owners]
    counts = np.array(balance.weights(examples, languages=True))[owners]
    sizes = np.bincount(owners, minlength=len(examples))[owners]
    shares = 1 / sizes
    for _ in range(ROUNDS):
        used = counts * shares
        kept = used > 0
        model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3)
        model.fit(rows[kept], phish[kept], sample_weight=used[kept])
        scores = rows @ model.coef_[0] + model.intercept_[0]
        top = scores >= _strongest(scores, owners, len(examples))[owners] - 1e-9
        others = (1 - STRONGEST_SHARE) / np.maximum(1, sizes - 1)
        shares = np.where(phish, top, np.where(top, STRONGEST_SHARE, others))
    weights = {
        gram: float(weight) for gram, weight in zip(known, model.coef_[0], strict=True) if abs(weight) > FAINT
    }
    return Words(weights, float(model.intercept_[0]))


def score(words: Words, examples: Sequence[Example]) -> list[float]:
    """The log-odds of each example's strongest passage; without any, minus infinity."""
    return [
        max(
            (words.bias + sum(words.weights.get(gram, 0.0) for gram in passage) for passage in each.passages),
            default=float("-inf"),
        )
        for each in examples
    ]


def unseen(examples: Sequence[Example], learnt: Sequence[Example], known: Sequence[int]) -> list[float]:
    """What words say of each example when its own fold was not learnt from."""
    scores = [0.0] * len(examples)
    for fold in range(balance.FOLDS):
        words = fit([each for each in learnt if balance.fold(each) != fold], known)
        places = [place for place, each in enumerate(examples) if balance.fold(each) == fold]
        for place, value in zip(places, score(words, [examples[p] for p in places]), strict=True):
            scores[place] = value
    return scores


def _matrix(examples: Sequence[Example], known: Sequence[int]) -> tuple[Any, Array]:
    column = {gram: place for place, gram in enumerate(known)}
    columns: list[int] = []
    ends, owners = [0], []
    for owner, example in enumerate(examples):
        for passage in example.passages:
            columns += sorted(column[gram] for gram in passage if gram in column)
            ends.append(len(columns))
            owners.append(owner)
    values = np.ones(len(columns), np.float32)
    return csr_matrix((values, columns, ends), shape=(len(owners), len(known))), np.array(owners)


def _strongest(scores: Array, owners: Array, count: int) -> Array:
    best = np.full(count, -np.inf)
    np.maximum.at(best, owners, scores)
    return best

"""The model behind `unhook.language.understand`: weak labels, then a linear model over grams.

Phrases label what they can and leave the rest open; the model learns which other words go with
them. Only grams that two sources share are kept, so that no corpus gives itself away. Each
output's log-odds are then set on texts that were not trained on, so that 0 means as likely as not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from unhook.language import grams
from unhook.language.detect import detect
from unhook.language.labels import INTENTS, TAGS, TOPICS
from unhook.language.linear import Linear
from unhook.language.profiles import WORDS
from unhook.training.examples import Example
from unhook.training.labelling import Vote, votes

Array: TypeAlias = "np.ndarray[Any, Any]"

OUTPUTS = (*INTENTS, *TOPICS, *TAGS)
SCAMS = tuple(name for name in INTENTS if name != "benign")
RARE = ("callback_scam", "bec", "steal_pii", "extortion", "job_scam")
"""Scams that corpora hold hardly any of: there one hint is a chance hit."""
SELLING = (
    "Advertising and Promotions",
    "B2B Cold Outreach",
    "Entertainment and Sports",
    "Health and Wellness",
    "Romance",
    "Sexually Explicit Messages",
)
"""Topics of mail that wants to sell and not to steal a password."""
OPEN = -1
LEAST_SOURCES = 2
LEAST_EXAMPLES = 4
SHORT = 150
"""Words of a text in which a single sure phrase is enough for a topic."""
MOST_PASSAGES = 4
FOLDS = 3
STRENGTH = 0.3
"""Inverse of the penalty on weights."""
MOST_WEIGHT = 1.0
"""The largest weight of a gram for an intent, before the log-odds are set: no single word decides."""
KEPT_OF_INTENT = 6_000
KEPT_OF_TOPIC = 400
LEAST_SHARE = 0.1
"""What the positive examples of a label weigh at least, beside the negative ones."""
LEAST_SHARE_OF_TOPIC = 0.03
"""The same where a topic's log-odds are set; an intent's are set with `LEAST_SHARE`, since corpora
hold hardly any of the rare scams.
"""
ENOUGH_MAIL = 200
"""With so many positive passages of mail an output's log-odds are set on mail alone: texts written for one
label are plainer than mail.
"""
LEAST_POSITIVE = 12
"""A label with fewer positive examples is not learnt."""


@dataclass(frozen=True, slots=True)
class Read:
    """An example read once: its words in passages, the language, and labels by output."""

    passages: tuple[list[str], ...]
    language: str | None
    labels: dict[str, int]


def read(example: Example) -> Read:
    """Words and labels of an example; a label is 1, 0 or `OPEN`."""
    whole = f"{example.subject}\n{example.text}"
    language = example.language or detect(example.text) or detect(whole)
    words = grams.words(whole)
    found = votes(words, language)
    labels = {name: _topic(found.get(name, Vote()), len(words)) for name in TOPICS}
    labels |= {name: int(found.get(name, Vote()).sure > 0) for name in TAGS}
    for name, right in example.known.items():
        if name not in INTENTS:
            labels[name] = int(right)
    labels |= _intents(example, found)
    return Read(tuple(grams.passages(words)), language, labels)


def _topic(vote: Vote, words: int) -> int:
    enough = 2 if words < SHORT else 3
    return 1 if vote.sure and vote.points >= enough else OPEN if vote.points else 0


def _intents(example: Example, found: dict[str, Vote]) -> dict[str, int]:
    points = {name: found.get(name, Vote()).points for name in SCAMS}
    sure = {name: found.get(name, Vote()).sure for name in SCAMS}
    match example.kind:
        case "known":
            rest = 0 if any(example.known.get(name) for name in INTENTS) else OPEN
            return {name: int(example.known.get(name, rest)) for name in INTENTS}
        case "ham":
            labels = {name: OPEN if sure[name] else 0 for name in SCAMS}
            benign = OPEN if sure["cred_theft"] or points["cred_theft"] > 2 or sure["advance_fee"] else 1
            return labels | {"benign": benign}
        case "spam":
            open_ = {name: points[name] and (sure[name] or name not in RARE) for name in SCAMS}
            labels = {name: OPEN if open_[name] else 0 for name in SCAMS}
            told = {
                name: 1
                for name in ("advance_fee", "job_scam", "extortion")
                if points[name] > 2 and sure[name]
            }
            return labels | told | {"benign": 0}
        case "phish":
            labels = {
                name: 1 if points[name] > 2 and sure[name] else OPEN if points[name] else 0 for name in SCAMS
            }
            selling = any(found.get(name, Vote()).points > 1 for name in SELLING)
            if points["cred_theft"] > 1:
                labels["cred_theft"] = OPEN if labels["advance_fee"] == 1 else 1
            elif (
                labels["advance_fee"] == 1 or labels["extortion"] == 1 or (selling and not sure["cred_theft"])
            ):
                labels["cred_theft"] = 0
            else:
                labels["cred_theft"] = OPEN
            if selling or 1 in labels.values():
                # What is told to want one thing wants nothing else for a hint alone.
                labels |= {name: 0 for name in RARE if not sure[name]}
            return labels | {"benign": 0}


def train(examples: Sequence[Example]) -> Linear:
    """The model of all examples; the same one for the same examples in the same order."""
    reads = [read(example) for example in examples]
    rows = _rows(examples, reads)
    outputs = tuple(name for name in OUTPUTS if (rows.labels[name] == 1).sum() >= LEAST_POSITIVE)
    bias: list[float] = []
    moves: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for number, name in enumerate(outputs):
        column = _fit(rows, name)
        bias.append(column.bias)
        for gram, weight in zip(column.grams, column.weights, strict=True):
            moves[int(rows.names[gram])].append((number, float(weight)))
    return Linear(outputs, tuple(bias), {gram: tuple(pairs) for gram, pairs in moves.items()})


@dataclass(frozen=True, slots=True)
class _Rows:
    """Passages as rows: which grams, whose passage, whether of a mail, and what each output's label is."""

    matrix: sparse.csr_matrix
    names: Array
    example: Array
    first: Array
    fold: Array
    share: Array
    mail: Array
    labels: dict[str, Array]


@dataclass(frozen=True, slots=True)
class _Column:
    bias: float
    grams: Array
    weights: Array


def _rows(examples: Sequence[Example], reads: Sequence[Read]) -> _Rows:
    found = [
        (number, place, _telling_grams(passage))
        for number, each in enumerate(reads)
        for place, passage in enumerate(each.passages[:MOST_PASSAGES])
    ]
    names = _shared(examples, found)
    index = {gram: column for column, gram in enumerate(names)}
    columns = [sorted(index[gram] for gram in row if gram in index) for _, _, row in found]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter((column for row in columns for column in row), dtype=np.int32, count=ends[-1])
    matrix = sparse.csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(found), len(names)))
    groups = {group: crc32(group.encode()) % FOLDS for group in {example.group for example in examples}}
    example = np.array([number for number, _, _ in found])
    return _Rows(
        matrix=matrix,
        names=np.array(names, dtype=np.uint32),
        example=example,
        first=np.array([place == 0 for _, place, _ in found]),
        fold=np.array([groups[examples[number].group] for number in example]),
        share=_shares(examples, reads)[example],
        mail=np.array([examples[number].kind != "known" for number in example]),
        labels={name: np.array([each.labels[name] for each in reads])[example] for name in OUTPUTS},
    )


def _telling_grams(words: Sequence[str]) -> frozenset[int]:
    """The grams with a word that is no function word: those alone tell languages apart, not intents."""
    bare = {word for word in words if word in _FUNCTION_WORDS}
    bare |= {" ".join(pair) for pair in pairwise(words) if _FUNCTION_WORDS.issuperset(pair)}
    return frozenset(grams.grams(list(words)) - {crc32(gram.encode()) for gram in bare})


_ASKING = frozenset(
    {"please", "click", "here", "must", "bitte", "clique", "aqui", "cliquez", "veuillez"}
    | {"haga", "klik", "hier", "clicca", "qui"}
)
"""Function words of `profiles` that ask for something: these do tell."""
_FUNCTION_WORDS = (
    frozenset(word for words in WORDS.values() for each in words for word in grams.words(each)) - _ASKING
)


def _shared(examples: Sequence[Example], found: Iterable[tuple[int, int, frozenset[int]]]) -> list[int]:
    """The grams of enough examples and sources."""
    counts: Counter[int] = Counter()
    sources: defaultdict[int, set[str]] = defaultdict(set)
    for number, _, row in found:
        counts.update(row)
        for gram in row:
            if len(sources[gram]) < LEAST_SOURCES:
                sources[gram].add(examples[number].source)
    return sorted(
        gram
        for gram, count in counts.items()
        if count >= LEAST_EXAMPLES and len(sources[gram]) >= LEAST_SOURCES
    )


def _shares(examples: Sequence[Example], reads: Sequence[Read]) -> Array:
    """What each example counts: less in a large collection, and in each language honest and other mail
    alike.
    """
    collections = [(_collection(example.source), example.kind) for example in examples]
    sizes = Counter(collections)
    raw = [sizes[collection] ** -0.3 for collection in collections]
    sides = [(each.language, each.labels["benign"] == 1) for each in reads]
    totals: defaultdict[tuple[str | None, bool], float] = defaultdict(float)
    for side, share in zip(sides, raw, strict=True):
        totals[side] += share
    both = {language: totals[language, True] + totals[language, False] for language, _ in sides}
    shares = np.array(
        [
            share * min(3.0, both[language] / 2 / totals[language, benign])
            for (language, benign), share in zip(sides, raw, strict=True)
        ]
    )
    return np.asarray(shares / shares.mean())


def _collection(source: str) -> str:
    """The first two parts of a source: texts written in one language are one collection."""
    return "/".join(source.split("/")[:2])


def _fit(rows: _Rows, name: str) -> _Column:
    """One output: weights of its most telling grams, then its log-odds set on folds kept apart."""
    used = _used(rows, name)
    grams_kept = _telling(rows, name, used)
    out = np.zeros(len(rows.example))
    for fold in range(FOLDS):
        apart = rows.fold == fold
        inside = used & ~apart
        if (rows.labels[name][inside] == 1).any():
            bias, weights = _solve(rows, name, inside, grams_kept)
            out[apart] = bias + rows.matrix[apart][:, grams_kept] @ weights
    bias, weights = _solve(rows, name, used, grams_kept)
    slope, shift = _calibrated(rows, name, used, out)
    return _Column(bias * slope + shift, grams_kept, weights * slope)


def _used(rows: _Rows, name: str) -> Array:
    """The rows to learn an output from: what is asked, and of what, mostly stands at the beginning."""
    labels = rows.labels[name]
    used = (labels != OPEN) & rows.first
    if name in INTENTS:
        used |= labels == (1 if name == "benign" else 0)
    return np.asarray(used)


def _telling(rows: _Rows, name: str, used: Array) -> Array:
    """The columns whose shares among the label's rows and the others differ most, in standard errors."""
    right = used & (rows.labels[name] == 1)
    wrong = used & (rows.labels[name] == 0)
    among, beside = _share(rows, right), _share(rows, wrong)
    one, other = rows.share[right].sum(), rows.share[wrong].sum()
    pooled = (among * one + beside * other) / (one + other)
    error = np.sqrt(pooled * (1 - pooled) * (1 / one + 1 / other)) + 1e-9
    most = KEPT_OF_INTENT if name in INTENTS else KEPT_OF_TOPIC
    return np.sort(np.argsort(-np.abs(among - beside) / error, kind="stable")[:most])


def _share(rows: _Rows, some: Array) -> Array:
    """The part of these rows' weight that has each gram."""
    return np.asarray(rows.share[some] @ rows.matrix[some] / rows.share[some].sum())


def _solve(rows: _Rows, name: str, used: Array, columns: Array) -> tuple[float, Array]:
    labels, share = rows.labels[name][used], rows.share[used].copy()
    positive = share[labels == 1].sum()
    share[labels == 1] *= max(1.0, LEAST_SHARE * share[labels == 0].sum() / positive)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, tol=1e-3)
    model.fit(rows.matrix[used][:, columns], labels, sample_weight=share)
    most = MOST_WEIGHT if name in INTENTS else np.inf
    return float(model.intercept_[0]), np.clip(model.coef_[0], -most, most)


def _calibrated(rows: _Rows, name: str, used: Array, out: Array) -> tuple[float, float]:
    """Slope and shift (Platt 1999) that make an example's log-odds those of its label."""
    told = used & (rows.mail if (rows.labels[name][used & rows.mail] == 1).sum() >= ENOUGH_MAIL else True)
    known = np.unique(rows.example[told])
    worst = -1.0 if name == "benign" else 1.0
    most = np.full(rows.example.max() + 1, -np.inf)
    rated = rows.first if name not in INTENTS else np.ones_like(rows.first)
    np.maximum.at(most, rows.example[rated], worst * out[rated])
    place = np.searchsorted(rows.example, known)
    labels, share = rows.labels[name][place], rows.share[place].copy()
    least = LEAST_SHARE if name in INTENTS else LEAST_SHARE_OF_TOPIC
    share[labels == 1] *= max(1.0, least * share[labels == 0].sum() / share[labels == 1].sum())
    model = LogisticRegression(C=1e3, solver="liblinear", intercept_scaling=100.0)
    model.fit((worst * most[known]).reshape(-1, 1), labels, sample_weight=share)
    return max(0.05, float(model.coef_[0, 0])), float(model.intercept_[0])

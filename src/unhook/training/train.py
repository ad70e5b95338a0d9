"""Labelled mail to a model: words first, then the weights of words and rules together.

The weights are learnt with what words say of mails that they were not learnt from;
otherwise words would seem to know more than they do.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from unhook.errors import ConfigError
from unhook.rules import pack
from unhook.training import balance, weighing, wording
from unhook.training.example import Example
from unhook.verdict.learnt import Learnt

PRIOR = 0.25
"""The share of phish among mails for which scores are stated."""


@dataclass(frozen=True, slots=True)
class Trained:
    """The model, and each example's log-odds when its own fold was learnt from by neither stage."""

    model: Learnt
    unseen: list[float]


def train(examples: Sequence[Example], forged: Sequence[Example] = ()) -> Trained:
    """The model of these examples. `forged` are phish in genuine wording: only the weights learn from them.

    Raises `ConfigError` when a label has fewer than ten mails.
    """
    for label, name in ((True, "phish"), (False, "genuine")):
        if sum(example.phish is label for example in examples) < 10:
            raise ConfigError(f"fewer than ten {name} mails to learn from")
    everything = [*examples, *forged]
    known = wording.vocabulary(examples)
    said = wording.unseen(everything, examples, known)
    rules = pack.load().rules
    groups = {rule.id: rule.group or rule.id for rule in rules}
    unseen = [0.0] * len(everything)
    for fold in range(balance.FOLDS):
        others = [place for place, each in enumerate(everything) if balance.fold(each) != fold]
        part = weighing.fit([everything[p] for p in others], [said[p] for p in others], rules)
        part = weighing.at_prior(part, PRIOR)
        for place, each in enumerate(everything):
            if balance.fold(each) == fold:
                unseen[place] = part.log_odds(each, groups, said[place])
    final = weighing.at_prior(weighing.fit(everything, said, rules), PRIOR)
    words = wording.fit(examples, known)
    sources = Counter((each.source, "phish" if each.phish else "genuine") for each in everything)
    notes = {
        "prior": PRIOR,
        "mails": {f"{label} {source}": count for (source, label), count in sorted(sources.items())},
    }
    model = Learnt(final.bias, final.weights, final.shape, words.weights, words.bias, notes)
    return Trained(model, unseen)


def table(examples: Sequence[Example], unseen: Sequence[float]) -> str:
    """What unseen examples were given: the share of each source at or above a few log-odds."""
    cuts = (-1.0, 0.0, 1.0, 2.0, 3.0)
    lines = [f"{'source':40}{'mails':>7}" + "".join(f"{f'>= {cut:g}':>9}" for cut in cuts)]
    for phish in (True, False):
        for source in sorted({each.source for each in examples if each.phish is phish}):
            values = [
                value
                for each, value in zip(examples, unseen, strict=True)
                if each.phish is phish and each.source == source
            ]
            shares = "".join(f"{sum(v >= cut for v in values) / len(values):9.2%}" for cut in cuts)
            lines.append(f"{('phish ' if phish else 'genuine ') + source:40}{len(values):7}{shares}")
    return "\n".join(lines)

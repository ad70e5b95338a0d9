"""One source left out of training at a time: `python -m bench leave-one-out --corpus DIR`.

Each model learns from the even groups of all sources but some, and is asked about the odd groups of
those. Beside it stands a model of the same code that learnt from all. What does not depend on what is
left out (mails parsed, rules run, words hashed) is done once for all models.
"""

import time
from array import array
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from bench import detection
from bench import train as training
from bench.corpus import Sample
from bench.detection import CREDENTIAL_PHISH, MODERN_HAM, Judged
from bench.verdicts.mails import MIX, held_out
from bench.verdicts.tables import markdown, percent
from unhook import app
from unhook.context import Context
from unhook.evaluation import operating, ranking
from unhook.evaluation.rates import Rate
from unhook.training import wording
from unhook.training.example import Example
from unhook.verdict import BALANCED, Verdict, decide, learnt
from unhook.verdict.learnt import Learnt

NOTHING = "nothing"
LEFT_OUT: Mapping[str, frozenset[str]] = {
    NOTHING: frozenset(),
    "phishing_pot": frozenset({"phishing_pot", "phishing_pot_forks_extra"}),
    "nazario_2015_2019": frozenset({"nazario_2015_2019"}),
    "nazario_2004_2006": frozenset({"nazario_2004_2006"}),
    "nazario": frozenset({"nazario_2004_2006", "nazario_2015_2019"}),
    "modern": frozenset({"foff_negative", "foff_positive", "ha_mail_packages"}),
    "lists": frozenset({"list_openbmc", "list_usrp_users"}),
    "old-ham": frozenset({"csdmc2010", "spamassassin_easy", "spamassassin_hard", "trec07"}),
    "unseen-ham": frozenset({"csdmc2010", "list_openbmc"}),
    "generated": frozenset({training.TWINS, training.FAMILY}),
}
"""Sources of one collector, inbox or kind are left out together. `unseen-ham` is what no trained peer learns
from; `generated` mail is in no test half.
"""
_GRAVITY = ("clean", "incomplete", "suspicious", "malicious")


@dataclass(frozen=True, slots=True)
class Options:
    """At most `limit` mails a source are asked about (0: all), under `only` these models and that of all
    sources; `models` is a folder to keep them in, one folder each.
    """

    corpus: Path
    limit: int = 0
    models: Path | None = None
    only: Sequence[str] = ()
    jobs: int | None = None


def measure(everything: list[Sample], options: Options) -> None:
    """Train, judge and print both tables.

    :raises KeyError: for a name in `only` that is none of `LEFT_OUT`.
    """
    names = dict.fromkeys([NOTHING, *(options.only or LEFT_OUT)])
    chosen = {name: LEFT_OUT[name] for name in names}
    start = time.monotonic()
    trained = train(training.examined(options.corpus, options.jobs), chosen, options.jobs)
    print(f"{len(trained)} models ({time.monotonic() - start:.0f} s)", flush=True)
    if options.models:
        for name, model in trained.items():
            learnt.write(options.models / f"without-{name}", model)
    start = time.monotonic()
    samples = held_out(everything, options.limit)
    judged = judge(samples, options.corpus / "normalise.py", trained, options.jobs)
    print(f"{len(samples)} held-out mails under each ({time.monotonic() - start:.0f} s)", flush=True)
    print(f"\n## what was left out\n{left_out(samples, judged, chosen)}")
    print(f"\n## everything\n{whole(samples, judged)}")


def train(
    examples: Sequence[Example], chosen: Mapping[str, frozenset[str]], jobs: int | None
) -> dict[str, Learnt]:
    """A model for each set of sources that it does not see, as the shipped one is made."""
    with ProcessPoolExecutor(jobs, initializer=_hold, initargs=(learnable(examples),)) as pool:
        return dict(zip(chosen, pool.map(_without, chosen.values()), strict=True))


def learnable(examples: Sequence[Example]) -> list[Example]:
    """The examples without the grams that all of them together do not teach: fewer teach them still less."""
    known = frozenset(wording.vocabulary(examples))
    return [
        replace(
            each,
            passages=tuple(
                array("I", [gram for gram in passage if gram in known]) for passage in each.passages
            ),
        )
        for each in examples
    ]


_examples: Sequence[Example] = ()


def _hold(examples: Sequence[Example]) -> None:
    global _examples  # noqa: PLW0603 - handed to each process once, not with each model
    _examples = examples


def _without(sources: frozenset[str]) -> Learnt:
    return training.learn([each for each in _examples if each.source not in sources]).model


def judge(
    samples: Iterable[Sample], normalise: Path, models: Mapping[str, Learnt], jobs: int | None
) -> dict[str, list[Judged]]:
    """What each model says of each mail; a mail is parsed and the rules are run once."""
    with ProcessPoolExecutor(jobs, initializer=_prepare, initargs=(normalise, list(models.values()))) as pool:
        answers = list(pool.map(_judge, [sample.path for sample in samples], chunksize=20))
    return {name: [each[place] for each in answers] for place, name in enumerate(models)}


_models: Sequence[Learnt] = ()


def _prepare(normalise: Path, models: Sequence[Learnt]) -> None:
    global _models  # noqa: PLW0603 - handed to each process once, not with each mail
    _models = models
    detection.prepare(normalise)


def _judge(path: Path) -> list[Judged]:
    context = app.equipped(Context())
    message = app.parse(detection.raw(path), context)
    read = [message] if message.carrier is None else [message, message.carrier]
    found = [(each, app.shipped_pack().run(each, context)) for each in read]
    answers = []
    for model in _models:
        worst = max(
            (decide(each, findings, context, BALANCED, model) for each, findings in found), key=_grave
        )
        answers.append(Judged(worst.score, worst.level in ("suspicious", "malicious"), worst.level))
    return answers


def _grave(verdict: Verdict) -> int:
    return _GRAVITY.index(verdict.level)


def left_out(
    samples: Sequence[Sample], judged: Mapping[str, Sequence[Judged]], chosen: Mapping[str, frozenset[str]]
) -> str:
    """Of each class of the sources left out: flagged and ranked by the model of all and by that without.

    A phish source is ranked against all ham, a ham source against all credential phish.
    """
    rows = []
    for name, sources in chosen.items():
        for label, test in (("phish", _is_ham), ("ham", _is_credential)):
            own = [i for i, s in enumerate(samples) if s.label == label and s.source in sources]
            other = [i for i, s in enumerate(samples) if test(s)]
            if not own or not other:
                continue
            row = [f"{label}: {name}", str(len(own))]
            for answers in (judged[NOTHING], judged[name]):
                phish, ham = (own, other) if label == "phish" else (other, own)
                scores = [answers[i].score for i in phish], [answers[i].score for i in ham]
                point = operating.at(*scores, 0.01)
                row += [
                    _flagged(answers, own),
                    f"{point.recall.value * 100:.1f}" + ("" if point.supported else " !"),
                    f"{ranking.auc(*scores):.4f}",
                ]
            rows.append(row)
    figures = ("flagged", "phish at 1 % of ham", "AUC")
    names = [f"{figure}, {how}" for how in ("learnt", "left out") for figure in figures]
    return markdown(("left out, %", "mails", *names), rows)


def whole(samples: Sequence[Sample], judged: Mapping[str, Sequence[Judged]]) -> str:
    """What each model flags of all test mails."""
    tests = {
        "credential phish": _is_credential,
        "unwanted mix": lambda s: s.label == "phish" and s.source in MIX,
        "modern genuine": lambda s: s.label == "ham" and s.source in MODERN_HAM,
        "all ham": _is_ham,
    }
    places = {name: [i for i, s in enumerate(samples) if test(s)] for name, test in tests.items()}
    rows = [
        (f"without {name}", *(_flagged(answers, found) for found in places.values()))
        for name, answers in judged.items()
    ]
    return markdown(("% flagged", *(f"{name} ({len(found)})" for name, found in places.items())), rows)


def _flagged(answers: Sequence[Judged], places: Sequence[int]) -> str:
    return percent(Rate(sum(answers[i].flagged for i in places), len(places)))


def _is_ham(sample: Sample) -> bool:
    return sample.label == "ham"


def _is_credential(sample: Sample) -> bool:
    return sample.label == "phish" and sample.source in CREDENTIAL_PHISH

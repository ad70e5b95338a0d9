"""One run of everything, printed as it comes: `python -m bench evaluation --corpus DIR`."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench import corpus, peer_scores
from bench.corpus import Sample
from bench.detection import Judged, normaliser
from bench.labels import read as labels
from bench.verdicts import pictures, sensitivity, tables
from bench.verdicts.judge import Unhook, unhook
from bench.verdicts.mails import Mail, groups, held_out, interleaved, lesson, load
from unhook import app
from unhook.evaluation import calibration, ranking, text, wording

Item = TypeVar("Item")

OURS = "Unhook"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run covers: mails a source (0: all), what trained peers learn from a source (0: all) and how
    many mails of each group are changed.

    `unseen` ham sources are in no peer's training; `models` are folders of models beside the shipped one;
    `peer_scores` is the file of what others said; plots are written to `plots`.
    """

    limit: int = 150
    train_limit: int = 0
    change_limit: int = 100
    unseen: frozenset[str] = frozenset({"csdmc2010", "list_openbmc"})
    normalise: Path | None = None
    models: tuple[Path, ...] = ()
    peer_scores: Path | None = None
    plots: Path | None = None


def ask_peers(everything: list[Sample], options: Options, path: Path) -> None:
    """Write what the installed peers say of the tested mails to a file."""
    normalise = normaliser(options.normalise)
    learnt = lesson(everything, options.train_limit, options.unseen, normalise)
    raws = [normalise(sample.read()) for sample in interleaved(held_out(everything, options.limit))]
    print("\n".join(peer_scores.collect(path, raws, learnt)))


def measure(everything: list[Sample], options: Options) -> None:
    """Print every table; each says how long it took."""
    normalise = normaliser(options.normalise)
    later = frozenset(sample.id for sample in corpus.split(everything, "later"))
    mails = load(held_out(everything, options.limit), later, labels.load(), normalise)
    view = "normalised" if options.normalise else "raw"
    print(f"{len(mails)} held-out mails, {view}")
    with unhook() as judge:
        _side_by_side(judge, mails, options)
        _sensitivity(judge, mails, options)


def _side_by_side(judge: Unhook, mails: list[Mail], options: Options) -> None:
    raws = [mail.raw for mail in mails]
    answers = {OURS: judge(raws)}
    answers |= _peers(options.peer_scores, raws) if options.peer_scores else {}
    answers |= {f"{OURS}, {folder.name}": judge(raws, folder) for folder in options.models}
    for name, folder in {OURS: None, **{f"{OURS}, {each.name}": each for each in options.models}}.items():
        if seen := _learnt_from(folder, options.unseen):
            print(f"! {name} learnt from other mails of {', '.join(seen)}: to it that ham is not new")
    named = groups(options.unseen)
    with _section("side by side, whole held-out half"):
        print(tables.summary(mails, answers, named))
    with _section("side by side, strict later test"):
        places = [place for place, mail in enumerate(mails) if mail.later]
        part = {name: [each[place] for place in places] for name, each in answers.items()}
        print(tables.summary([mails[place] for place in places], part, named))
    with _section("by source"):
        print(tables.flagged(mails, answers, lambda mail: f"{mail.sample.label}: {mail.sample.source}"))
    with _section("by language"):
        print(tables.flagged(mails, answers, lambda mail: f"{mail.language}: {mail.sample.label}"))
    with _section("by lure (phish)"):
        print(
            tables.flagged(
                mails, answers, lambda mail: (mail.lure or None) if mail.sample.label == "phish" else None
            )
        )
    if options.normalise:
        with _section("not normalised"):
            raw = {f"{OURS}, raw": judge([mail.original for mail in mails])}
            print(tables.summary(mails, raw, named))
    with _section("ROC: credential phish against ham; calibration: all phish against all ham"):
        _ranking(mails, answers, named, options.plots)


def _learnt_from(folder: Path | None, sources: frozenset[str]) -> list[str]:
    """Which of the ham sources a model of ours says that it learnt from."""
    mails = app.model(str(folder) if folder else None).notes.get("mails")
    return [source for source in sorted(sources) if isinstance(mails, dict) and f"genuine {source}" in mails]


def _peers(path: Path, raws: Sequence[bytes]) -> dict[str, list[Judged]]:
    """What the file holds of each peer; one that was not asked about every mail is left out."""
    scores = peer_scores.PeerScores(path)
    answers = {}
    for name, known in scores.filters.items():
        lacking = len(scores.lacking(name, raws))
        note = f"left out: {lacking} mails were not asked about" if lacking else f"learnt {known.learnt}"
        print(f"- {name}: {known.version}, {note}")
        if not lacking:
            answers[name] = scores.answers(name, raws)
    return answers


def _ranking(
    mails: Sequence[Mail],
    answers: tables.Answers,
    named: Mapping[str, Callable[[Mail], bool]],
    plots: Path | None,
) -> None:
    for ham, file in (("all ham", "roc.svg"), ("modern genuine", "roc-modern.svg")):
        phish, honest = named["credential phish"], named[ham]
        scores = {
            name: (
                [answer.score for mail, answer in zip(mails, each, strict=True) if phish(mail)],
                [answer.score for mail, answer in zip(mails, each, strict=True) if honest(mail)],
            )
            for name, each in answers.items()
        }
        if plots and all(scores[OURS]):
            pictures.roc(plots / file, scores)
        print(f"{OURS}, {ham}:")
        print("\n".join(text.roc_plot(ranking.roc(*scores[OURS]), 80)))
    measured = calibration.calibrate(_at_prior(mails, answers[OURS]))
    if measured:
        print(wording.calibration(measured))
        print("\n".join(text.reliability_plot(measured, 80)))
        if plots:
            pictures.reliability(plots / "reliability.svg", measured)


def _at_prior(mails: Sequence[Mail], answers: Sequence[Judged]) -> list[calibration.Judged]:
    """All ham and so many phish, spread over the sources, that the mix is what scores are stated for."""
    judged = list(zip(mails, answers, strict=True))
    ham = [(answer.score, False) for mail, answer in judged if mail.sample.label == "ham"]
    phish = [(answer.score, True) for mail, answer in judged if mail.sample.label == "phish"]
    prior = app.model().notes.get("prior")
    share = prior if isinstance(prior, float) else len(phish) / max(1, len(judged))
    return [*ham, *_spread(phish, round(len(ham) * share / (1 - share)))]


def _sensitivity(judge: Unhook, mails: list[Mail], options: Options) -> None:
    named = groups(options.unseen)
    modern = named["modern genuine"]
    tests: dict[str, Callable[[Mail], bool]] = {
        "credential phish": named["credential phish"],
        "unwanted mix": named["unwanted mix"],
        "modern genuine": modern,
        "other ham": lambda mail: mail.sample.label == "ham" and not modern(mail),
    }
    # Mails come source by source: every so-manieth keeps all sources.
    chosen = {
        name: _spread([mail for mail in mails if test(mail)], options.change_limit)
        for name, test in tests.items()
    }
    copied = sensitivity.genuine_texts(chosen["other ham"])
    if not copied or not all(chosen.values()):
        print("too few mails of a kind: nothing is changed")
        return
    bound = sensitivity.threshold(judge([mail.raw for mail in mails if named["all ham"](mail)]))
    with _section("ablations (both classes)"):
        print(sensitivity.ablations(judge, chosen, copied))
    with _section("canaries: one class' header on the other's body"):
        print(sensitivity.moved(judge, chosen))
    with _section("attackers' changes of phish"):
        print(sensitivity.attacks(judge, chosen, copied, bound))


def _spread(found: Sequence[Item], count: int) -> list[Item]:
    return [found[place * len(found) // count] for place in range(count)] if len(found) > count else [*found]


@contextmanager
def _section(title: str) -> Iterator[None]:
    start = time.monotonic()
    print(f"\n## {title}", flush=True)
    yield
    print(f"({time.monotonic() - start:.0f} s)", flush=True)

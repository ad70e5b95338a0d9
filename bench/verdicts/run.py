"""One run of everything, printed as it comes: `python -m bench evaluation --corpus DIR`."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import baseline, corpus, peers, trained
from bench.corpus import Sample
from bench.detection import normaliser
from bench.labels import read as labels
from bench.verdicts import sensitivity, tables
from bench.verdicts.judge import Unhook, ask, unhook
from bench.verdicts.mails import Mail, drawn, groups, load
from unhook.evaluation import calibration, ranking, text, wording


@dataclass(frozen=True, slots=True)
class Options:
    """What a run covers: mails a source (0: all) for Unhook, for the peers' test, for training and for
    each group whose mails are changed; `unseen` ham sources are in no training set.
    """

    limit: int = 150
    peer_limit: int = 25
    train_limit: int = 100
    change_limit: int = 100
    unseen: frozenset[str] = frozenset({"csdmc2010", "list_openbmc"})
    normalise: Path | None = None
    peers: bool = True


def measure(everything: list[Sample], options: Options) -> None:
    """Print every table; each says how long it took."""
    normalise = normaliser(options.normalise)
    later = frozenset(sample.id for sample in corpus.split(everything, "later"))
    known = labels.load()
    tested = [sample for sample in corpus.split(everything, "held-out") if sample.label != "spam"]
    mails = load(drawn(tested, options.limit), later, known, normalise)
    develop = [
        sample
        for sample in corpus.split(everything, "develop")
        if sample.label != "spam" and sample.source not in options.unseen
    ]
    learnt = drawn(develop, options.train_limit)
    phish, ham = (
        [normalise(sample.read()) for sample in learnt if sample.label == label] for label in ("phish", "ham")
    )
    view = "normalised" if options.normalise else "raw"
    print(f"{len(mails)} held-out mails, {view}; trained filters learnt {len(phish)} phish, {len(ham)} ham")
    with unhook() as judge:
        _detection(judge, mails, phish, ham, options)
        _sensitivity(judge, mails, options)
        if options.peers:
            _peers(judge, mails, phish, ham, options)


def _detection(
    judge: Unhook, mails: list[Mail], phish: list[bytes], ham: list[bytes], options: Options
) -> None:
    raws = [mail.raw for mail in mails]
    answers = {"Unhook": judge(raws)}
    if options.normalise:
        answers["Unhook, raw"] = judge([mail.original for mail in mails])
    if baseline.installed():
        answers[baseline.Baseline.name] = ask(baseline.Baseline(phish, ham), raws)
    else:
        print("scikit-learn is not installed: the TF-IDF column is left out")
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
    named = groups(options.unseen)
    with _section("summary, whole held-out half"):
        print(tables.summary(mails, answers, named))
    with _section("summary, strict later test"):
        places = [place for place, mail in enumerate(mails) if mail.later]
        part = {name: [each[place] for place in places] for name, each in answers.items()}
        print(tables.summary([mails[place] for place in places], part, named))
    with _section("ROC: credential phish against all ham; calibration: all phish against all ham"):
        for name, each in answers.items():
            scores = {
                group: [answer.score for mail, answer in zip(mails, each, strict=True) if named[group](mail)]
                for group in ("credential phish", "all ham")
            }
            points = ranking.roc(scores["credential phish"], scores["all ham"])
            print(f"{name}:")
            print("\n".join(text.roc_plot(points, 80)))
            judged = [
                (answer.score, mail.sample.label == "phish") for mail, answer in zip(mails, each, strict=True)
            ]
            measured = calibration.calibrate(judged)
            if measured:
                print(wording.calibration(measured))
                print("\n".join(text.reliability_plot(measured, 80)))


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


def _peers(judge: Unhook, mails: list[Mail], phish: list[bytes], ham: list[bytes], options: Options) -> None:
    seen: dict[tuple[str, str], int] = {}
    part = []
    for mail in mails:
        key = (mail.sample.label, mail.sample.source)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= options.peer_limit:
            part.append(mail)
    raws = [mail.raw for mail in part]
    with _section(f"peers, at most {options.peer_limit} mails a source"):
        answers = {"Unhook": judge(raws)}
        with peers.running() as found:
            answers |= {peer.name: ask(peer, raws) for peer in found}
        with trained.running(phish, ham) as found:
            answers |= {peer.name: ask(peer, raws) for peer in found}
        if baseline.installed():
            answers[baseline.Baseline.name] = ask(baseline.Baseline(phish, ham), raws)
        print(tables.summary(part, answers, groups(options.unseen)))
        print()
        print(tables.flagged(part, answers, lambda mail: f"{mail.sample.label}: {mail.sample.source}"))


def _spread(mails: Sequence[Mail], count: int) -> list[Mail]:
    return [mails[place * len(mails) // count] for place in range(count)] if len(mails) > count else [*mails]


@contextmanager
def _section(title: str) -> Iterator[None]:
    start = time.monotonic()
    print(f"\n## {title}", flush=True)
    yield
    print(f"({time.monotonic() - start:.0f} s)", flush=True)

"""`python -m bench WHAT --corpus DIR`: everything that is measured, each with one word."""

import argparse
import sys
from pathlib import Path

from bench import corpus, detection, milliseconds, peers, startup, throughput
from bench.verdicts import leave_one_out
from bench.verdicts import run as evaluation

UNSEEN = frozenset({"csdmc2010", "list_openbmc"})


def main(argv: list[str] | None = None) -> int:
    """Run one measurement and print its table; 2 when the corpus is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=[*MEASURES, "all"],
        default="all",
        help="all is detection, throughput and startup",
    )
    parser.add_argument("--corpus", type=Path, required=True, help="folder with manifest.jsonl and mail/")
    parser.add_argument("--split", choices=["all", "develop", "held-out", "later"], default="held-out")
    parser.add_argument("--limit", type=int, default=0, help="at most so many mails a source")
    parser.add_argument("--normalise", action="store_true", help="apply the corpus' normalise.py first")
    parser.add_argument("--no-peers", action="store_true", help="leave SpamAssassin and Rspamd out")
    parser.add_argument("--rules", action="store_true", help="detection: hits of each rule by label")
    parser.add_argument("--dump", type=Path, help="detection: write one JSON line a mail here")
    parser.add_argument("--example", type=Path, default=Path("examples/seed-scam.eml"))
    parser.add_argument(
        "--peer-scores", type=Path, metavar="FILE", help="peers writes it, evaluation puts it beside Unhook"
    )
    parser.add_argument("--train-limit", type=int, default=0, help="peers: mails a source to learn from")
    parser.add_argument("--change-limit", type=int, default=100, help="evaluation: mails changed a group")
    parser.add_argument(
        "--unseen",
        action="append",
        metavar="SOURCE",
        help="evaluation, peers: a ham source that no peer is trained on (repeatable)",
    )
    parser.add_argument(
        "--model",
        type=Path,
        action="append",
        metavar="DIR",
        help="evaluation: a model beside the shipped one (repeatable)",
    )
    parser.add_argument("--plots", type=Path, metavar="DIR", help="evaluation: write the plots as SVG here")
    parser.add_argument(
        "--models", type=Path, metavar="DIR", help="leave-one-out: keep each model in a folder here"
    )
    parser.add_argument(
        "--only", action="append", choices=leave_one_out.LEFT_OUT, help="leave-one-out: these alone"
    )
    parser.add_argument("--jobs", type=int, help="leave-one-out: processes")
    options = parser.parse_args(argv)
    try:
        everything = corpus.samples(options.corpus)
    except FileNotFoundError as error:
        print(f"no corpus there: {error.filename}", file=sys.stderr)
        return 2
    if options.what == "peers" and not options.peer_scores:
        parser.error("peers needs --peer-scores FILE")
    for what in ("detection", "throughput", "startup") if options.what == "all" else (options.what,):
        MEASURES[what](everything, options)
    return 0


def _detection(everything: list[corpus.Sample], options: argparse.Namespace) -> None:
    print(f"== detection, split {options.split}")
    samples = corpus.split(everything, options.split)
    if options.limit:
        by_source: dict[tuple[str, str], list[corpus.Sample]] = {}
        for sample in corpus.draw(samples, len(samples)):
            by_source.setdefault((sample.label, sample.source), []).append(sample)
        samples = [sample for group in by_source.values() for sample in group[: options.limit]]
    script = _script(options)
    judged = {"Unhook": detection.by_unhook(samples, script)}
    if not options.no_peers:
        with peers.running() as others:
            for peer in others:
                judged[peer.name] = detection.by_peer(peer, samples, script)
    print(detection.table(samples, judged))
    if options.rules:
        print(detection.by_rule(samples, judged["Unhook"]))
    if options.dump:
        detection.dump(samples, judged, options.dump)


def _throughput(everything: list[corpus.Sample], options: argparse.Namespace) -> None:
    print("== throughput")
    raws = [sample.read() for sample in corpus.draw(everything, 1000)]
    if options.no_peers:
        print(throughput.measure(raws, []))
    else:
        with peers.running() as others:
            print(throughput.measure(raws, others))


def _startup(everything: list[corpus.Sample], options: argparse.Namespace) -> None:
    print("== start-up")
    print(startup.measure(options.example))


def _milliseconds(everything: list[corpus.Sample], options: argparse.Namespace) -> None:
    print(milliseconds.measure([s.read() for s in corpus.draw(everything, options.limit or 1000)]))


def _peers(everything: list[corpus.Sample], options: argparse.Namespace) -> None:
    evaluation.ask_peers(everything, _evaluated(options), options.peer_scores)


def _evaluation(everything: list[corpus.Sample], options: argparse.Namespace) -> None:
    evaluation.measure(everything, _evaluated(options))


def _leave_one_out(everything: list[corpus.Sample], options: argparse.Namespace) -> None:
    chosen = leave_one_out.Options(
        options.corpus, options.limit, options.models, options.only or (), options.jobs
    )
    leave_one_out.measure(everything, chosen)


def _evaluated(options: argparse.Namespace) -> evaluation.Options:
    return evaluation.Options(
        limit=options.limit,
        train_limit=options.train_limit,
        change_limit=options.change_limit,
        unseen=frozenset(options.unseen) if options.unseen else UNSEEN,
        normalise=_script(options),
        models=tuple(options.model or ()),
        peer_scores=options.peer_scores,
        plots=options.plots,
    )


def _script(options: argparse.Namespace) -> Path | None:
    return options.corpus / "normalise.py" if options.normalise else None


MEASURES = {
    "detection": _detection,
    "throughput": _throughput,
    "startup": _startup,
    "peers": _peers,
    "evaluation": _evaluation,
    "leave-one-out": _leave_one_out,
    "milliseconds": _milliseconds,
}


if __name__ == "__main__":
    raise SystemExit(main())

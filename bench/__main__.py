"""`python -m bench WHAT --corpus DIR`: everything that is measured, each with one word."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from bench import corpus, detection, peers, startup, throughput
from bench.verdicts import run as evaluation


def main(argv: list[str] | None = None) -> int:
    """Run one measurement and print its table; 2 when the corpus is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=["detection", "evaluation", "throughput", "startup", "all"],
        default="all",
        help="all is everything but evaluation",
    )
    parser.add_argument("--corpus", type=Path, required=True, help="folder with manifest.jsonl and mail/")
    parser.add_argument("--split", choices=["all", "develop", "held-out", "later"], default="held-out")
    parser.add_argument("--limit", type=int, default=0, help="at most so many mails a source")
    parser.add_argument("--peer-limit", type=int, default=25, help="evaluation: mails a source for peers")
    parser.add_argument("--train-limit", type=int, default=100, help="evaluation: mails a source to learn")
    parser.add_argument("--change-limit", type=int, default=100, help="evaluation: mails changed a group")
    parser.add_argument(
        "--unseen",
        action="append",
        metavar="SOURCE",
        help="evaluation: a ham source that nothing is trained on (repeatable)",
    )
    parser.add_argument("--no-peers", action="store_true", help="leave SpamAssassin and Rspamd out")
    parser.add_argument("--normalise", action="store_true", help="apply the corpus' normalise.py first")
    parser.add_argument("--rules", action="store_true", help="hits of each rule by label")
    parser.add_argument("--dump", type=Path, help="write one JSON line a mail here")
    parser.add_argument("--example", type=Path, default=Path("examples/seed-scam.eml"))
    options = parser.parse_args(argv)
    try:
        everything = corpus.samples(options.corpus)
    except FileNotFoundError as error:
        print(f"no corpus there: {error.filename}", file=sys.stderr)
        return 2
    if options.what == "evaluation":
        script = options.corpus / "normalise.py" if options.normalise else None
        chosen = evaluation.Options(
            limit=options.limit,
            peer_limit=options.peer_limit,
            train_limit=options.train_limit,
            change_limit=options.change_limit,
            normalise=script,
            peers=not options.no_peers,
        )
        unseen = frozenset(options.unseen) if options.unseen else chosen.unseen
        evaluation.measure(everything, replace(chosen, unseen=unseen))
    if options.what in ("detection", "all"):
        print(f"== detection, split {options.split}")
        _detection(everything, options)
    if options.what in ("throughput", "all"):
        print("== throughput")
        raws = [sample.read() for sample in corpus.draw(everything, 1000)]
        if options.no_peers:
            print(throughput.measure(raws, []))
        else:
            with peers.running() as others:
                print(throughput.measure(raws, others))
    if options.what in ("startup", "all"):
        print("== start-up")
        print(startup.measure(options.example))
    return 0


def _detection(everything: list[corpus.Sample], options: argparse.Namespace) -> None:
    samples = corpus.split(everything, options.split)
    if options.limit:
        by_source: dict[tuple[str, str], list[corpus.Sample]] = {}
        for sample in corpus.draw(samples, len(samples)):
            by_source.setdefault((sample.label, sample.source), []).append(sample)
        samples = [sample for group in by_source.values() for sample in group[: options.limit]]
    script = options.corpus / "normalise.py" if options.normalise else None
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


if __name__ == "__main__":
    raise SystemExit(main())

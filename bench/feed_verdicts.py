"""What a feed changes: `python -m bench.feed_verdicts --corpus DIR --feed DIR`.

By source: the mails that a rule of the feed hit, and those called suspicious or malicious
without and with it; then each rule's hits by source. Three states of knowledge: `nothing`
(no organisation domains, so that inbound is assumed), `domains` (the recipients' own), and
`history` (these, and a complete history in which every sender is new, which is how most
rules' plain conditions show). Nothing of corpus or feed is kept.
"""

import argparse
import os
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Literal

from bench import corpus
from unhook import app
from unhook import message as messages
from unhook.context import Context
from unhook.evaluation.rates import Rate
from unhook.feeds import installed, store
from unhook.links import services
from unhook.message.model import Message
from unhook.rules.packs import Packs
from unhook.verdict import decide

Knowledge = Literal["nothing", "domains", "history"]
KNOWLEDGE: tuple[Knowledge, ...] = ("nothing", "domains", "history")
_NAME = "measured"
_HISTORY = ("recipient_emails", "recipient_domains", "sender_emails", "sender_domains", "org_display_names")
_NEW = {"prevalence": "new", "days_known": 0} | dict.fromkeys(
    ("solicited", "any_messages_benign", "any_messages_malicious_or_spam", "any_false_positives"), False
)
_FLAGGED = ("suspicious", "malicious")


def context(message: Message, knowledge: Knowledge) -> Context:
    """What an organisation that received the message knows."""
    if knowledge == "nothing":
        return Context()
    delivered = message.headers.delivered_to
    boxes = (*message.recipients.to, *message.recipients.cc)
    addresses = [delivered] if delivered else [box.email for box in boxes]
    roots = {each.domain.root_domain for each in addresses if each.domain and each.domain.root_domain}
    own = frozenset(roots - services.named("free_email_providers")) or frozenset({"corp.example"})
    if knowledge == "domains":
        return Context(org_domains=own)
    lists: dict[str, Any] = dict.fromkeys(_HISTORY, frozenset())
    return Context(org_domains=own, org_vips=(), lists=lists, facts={"profile": lambda *_: _NEW})


def _judge(path: Path, knowledge: Knowledge) -> tuple[bool, bool, frozenset[tuple[str, bool]]]:
    """Whether the mail is flagged without and with the feed, and the feed's rules that hit (assumed?)."""
    raw = path.read_bytes()
    known = context(messages.parse(raw, Context()), knowledge)
    message = messages.parse(raw, known)
    shipped, (feed,) = app.shipped_pack(), installed.packs((_NAME,))
    alone = decide(message, shipped.run(message, known), known).level in _FLAGGED
    found = Packs((shipped, feed)).run(message, known)
    hits = frozenset((hit.name, hit.assumed) for hit in found.hits if hit.source == feed.name)
    return alone, decide(message, found, known).level in _FLAGGED, hits


def measure(samples: list[corpus.Sample], knowledge: Knowledge) -> str:
    """The tables of one state of knowledge."""
    with ProcessPoolExecutor() as pool:
        judge = partial(_judge, knowledge=knowledge)
        answers = list(pool.map(judge, [sample.path for sample in samples], chunksize=20))
    sources = sorted({(sample.label, sample.source) for sample in samples})
    lines = [f"{'label/source':34}{'mails':>6}  {'hit':26}{'flagged without':26}flagged with"]
    rules: dict[str, Counter[str]] = {}
    for label, source in sources:
        rows = [
            answer
            for answer, sample in zip(answers, samples, strict=True)
            if (sample.label, sample.source) == (label, source)
        ]
        counts = [
            sum(bool(hits) for *_, hits in rows),
            sum(row[0] for row in rows),
            sum(row[1] for row in rows),
        ]
        cells = "  ".join(f"{Rate(count, len(rows))!s:24}" for count in counts)
        lines.append(f"{label + '/' + source:34}{len(rows):6}  {cells}")
        for *_, hits in rows:
            for name, assumed in hits:
                rules.setdefault(f"{name}{' (assumed)' if assumed else ''}", Counter())[
                    f"{label}/{source}"
                ] += 1
    ranked = sorted(rules.items(), key=lambda item: (-_ham(item[1]), -item[1].total(), item[0]))
    lines += ["", f"{'ham':>5}{'other':>7}  rule: by source"]
    for name, by_source in ranked:
        told = ", ".join(f"{source} {count}" for source, count in sorted(by_source.items()))
        lines.append(f"{_ham(by_source):5}{by_source.total() - _ham(by_source):7}  {name}: {told}")
    return "\n".join(lines)


def _ham(by_source: Counter[str]) -> int:
    return sum(count for source, count in by_source.items() if source.startswith("ham/"))


def main(argv: list[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.feed_verdicts", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with manifest.jsonl and mail/")
    parser.add_argument("--feed", required=True, help="folder, archive or repository of rules and lists")
    parser.add_argument("--limit", type=int, default=250, help="at most so many mails a source")
    parser.add_argument("--label", action="append", choices=["ham", "phish", "spam"], help="only these")
    parser.add_argument("--known", action="append", choices=KNOWLEDGE, help="only these states of knowledge")
    options = parser.parse_args(argv)
    everything = corpus.samples(options.corpus)
    drawn: Counter[tuple[str, str]] = Counter()
    samples = []
    for sample in corpus.draw(everything, len(everything)):
        drawn[sample.label, sample.source] += 1
        wanted = options.label is None or sample.label in options.label
        if wanted and drawn[sample.label, sample.source] <= options.limit:
            samples.append(sample)
    with tempfile.TemporaryDirectory() as home:
        # Neither the user's feeds nor the user's cache are touched.
        os.environ |= {"UNHOOK_HOME": home, "XDG_CACHE_HOME": f"{home}/cache"}
        installed.compile_feed(store.Store().add(options.feed, _NAME))
        for knowledge in options.known or KNOWLEDGE:
            print(f"== known: {knowledge}")
            print(measure(samples, knowledge))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

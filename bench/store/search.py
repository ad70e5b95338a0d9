"""Search over many stored messages: `python -m bench.store.search URL --messages 1000000`.

Fills an empty store with made-up messages (no bodies: search never reads one) and asks it what people ask,
with and without negation, for values that are rare and that are common. Prints milliseconds by kind of query.
"""

import argparse
import hashlib
import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, text

from unhook.store import Keys, Store, number, rows, schema, search
from unhook.store.parties import reversed_host
from unhook.store.query import parse

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 365
BATCH = 2_000
PEOPLE, SENDERS, HOSTS, WORDS, RULES = 2_000, 60_000, 50_000, 20_000, 150
_LEVELS = ("clean",) * 85 + ("suspicious",) * 8 + ("malicious",) * 6 + ("incomplete",)
_COMMON = ("invoice", "meeting", "your account", "delivery", "re:", "newsletter")

Rows = dict[str, list[dict[str, Any]]]


def fill(store: Store, count: int, seed: int = 1) -> None:
    """Write so many messages, in the order of their dates, as a store gets them."""
    chance = random.Random(seed)
    made = (_message(chance, place, count) for place in range(count))
    for _ in range(0, count, BATCH):
        together: Rows = {}
        for one in islice(made, BATCH):
            for name, found in one.items():
                together.setdefault(name, []).extend(found)
        with store.writing() as connection:
            for table in schema.metadata.sorted_tables:
                if table.name in together:
                    connection.execute(insert(table), together[table.name])
    with store.writing() as connection:
        connection.execute(text("ANALYZE"))


def _message(chance: random.Random, place: int, count: int) -> Rows:
    date = NOW - timedelta(days=DAYS) * (1 - place / count)
    content = hashlib.sha256(b"%d" % place).hexdigest()
    id_ = number.of(date, content)
    sender = _skewed(chance, SENDERS)
    host = f"mail.sender{sender % 20_000}.example"
    subject = f"{chance.choice(_COMMON)} word{_skewed(chance, WORDS)} {place} word{chance.randrange(WORDS)}"
    person = f"person{_skewed(chance, PEOPLE)}@corp.test"
    level = chance.choice(_LEVELS)
    hosts = [f"www.host{_skewed(chance, HOSTS)}.example" for _ in range(3)]
    rules = {_skewed(chance, RULES) for _ in range(3)}
    address = f"sender{sender}@{host}"
    beside = {"message": id_}
    return {
        "contents": [{"sha256": content, "size": 20_000, "model": None, "raw": None, "key": None}],
        "messages": [
            {
                "id": id_,
                "key": content,
                "content": content,
                "message_id": f"<{place}@{host}>",
                "direction": "inbound",
                "sender": address,
                "sender_host": reversed_host(host),
                "sender_name": f"Sender {sender}",
                "subject": subject,
                "folded": rows.folded(subject),
                "source": "milter",
                "proof": "passed",
                "recorded": date,
                "level": level,
                "score": 0.5,
                "attack_types": "" if level == "clean" else "credential_phishing",
                "label": "phish" if level == "malicious" and chance.random() < 0.1 else None,
            }
        ],
        "recipients": [
            beside | {"kind": kind, "address": person, "host": "test.corp."} for kind in ("envelope", "to")
        ],
        "links": [
            beside
            | {
                "place": n,
                "host": reversed_host(each),
                "url": f"https://{each}/{place}",
                "hash": content[:32],
            }
            for n, each in enumerate(hosts)
        ],
        "findings": [
            beside | {"rule": f"rule-{each}", "source": "pack", "severity": "low", "contribution": 0.5}
            for each in rules
        ],
        "contacts": [
            beside
            | {
                "party": party,
                "own": own,
                "since": id_,
                "inbound": 1,
                "outbound": 0,
                "benign": 1,
                "harmful": 0,
            }
            | {"proven_harmful": 0, "failed": 0}
            for party in (address, f"@sender{sender % 20_000}.example")
            for own in ("", person)
        ],
    }


def _skewed(chance: random.Random, count: int) -> int:
    """One of so many, the first far more often than the last."""
    return min(int(chance.paretovariate(0.4)) - 1, chance.randrange(count))


def queries(chance: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """(kind, query) of what people ask, without end."""
    while True:
        place = chance.randrange(count)
        some = chance.randrange
        yield "sender", f"from:sender{some(SENDERS)}@mail.sender{some(20_000)}.example"
        yield "domain, rare", f"from:sender{some(20_000)}.example"
        yield "domain, common, not clean", "from:sender0.example -verdict:clean"
        yield "recipient", f"to:person{some(PEOPLE)}@corp.test"
        yield "recipient and verdict", f"to:person{some(PEOPLE)}@corp.test verdict:malicious"
        yield "rule, rare", f"rule:rule-{some(RULES)}"
        yield "rule, common, not another", "rule:rule-0 -rule:rule-1"
        yield "two rules", f"rule:rule-{some(9)} rule:rule-{10 + some(100)}"
        yield "verdict", "verdict:malicious"
        yield "verdict and label", "verdict:malicious label:phish -rule:rule-0"
        yield "link", f"link:host{some(HOSTS)}.example"
        yield "link, common, and verdict", f"link:host{some(3)}.example verdict:suspicious"
        yield "mail's hash", f"hash:{hashlib.sha256(b'%d' % place).hexdigest()}"
        yield "Message-ID", f"id:{place}@mail.sender{some(20_000)}.example"
        yield "subject, rare", f"subject:word{some(WORDS)}"
        yield "subject, common", "invoice"
        yield "subject, common, not rare", f'"your account" -word{some(WORDS)}'
        yield "subject, two words", f"delivery word{some(WORDS)}"
        yield "subject, nothing", f'"nothing{place}"'
        yield "days", "after:30d before:2026-02-20 -verdict:clean"
        yield "newest", ""


def measure(store: Store, count: int, asked: int) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds by kind, (on the clock, of the processor): each query with the page that a person sees."""
    chance = random.Random(2)
    taken: dict[str, list[tuple[float, float]]] = {}
    for kind, query in islice(queries(chance, count), asked):
        start, before = time.perf_counter(), time.process_time()
        with store.reading() as connection:
            search.search(connection, parse(query, NOW))
        spent = (time.perf_counter() - start) * 1_000, (time.process_time() - before) * 1_000
        taken.setdefault(kind, []).append(spent)
    return taken


def main(argv: Sequence[str] | None = None) -> int:
    """Fill the store unless it is filled, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.store.search", description=__doc__)
    parser.add_argument("url", help="of an empty store, or of one that this filled")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=1_050)
    given = parser.parse_args(argv)
    store = Store.open(given.url, keys=Keys(), migrate=True)
    with store.reading() as connection:
        filled = connection.execute(text("SELECT count(*) FROM messages")).scalar() or 0
    start = time.monotonic()
    if not filled:
        fill(store, given.messages)
        print(f"{given.messages:,} messages written in {time.monotonic() - start:,.0f} s")
    taken = measure(store, filled or given.messages, given.queries)
    taken["all"] = [each for found in taken.values() for each in found]
    print(f"{'ms':30} {'p50':>8} {'p95':>8} {'most':>8} {'CPU p95':>8}")
    for kind, found in taken.items():
        clock, processor = (sorted(side) for side in zip(*found, strict=True))
        figures = _at(clock, 0.5), _at(clock, 0.95), clock[-1], _at(processor, 0.95)
        print(f"{kind:30}", *(f"{each:8.1f}" for each in figures))
    return 0


def _at(found: Sequence[float], share: float) -> float:
    return found[min(int(len(found) * share), len(found) - 1)]


if __name__ == "__main__":
    raise SystemExit(main())

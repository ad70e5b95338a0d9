"""Writers that are killed at random moments: `python -m bench.store.faults URL --kills 1000`.

A writer records numbered mails one after the other and says so after each commit; it is killed (SIGKILL), and
the next goes on from the last number that was said. In the end every mail has to be there once, with its
verdict, its findings and its share of the sender's history. The clock jumps by years meanwhile.
"""

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from unhook.context import Context
from unhook.message import parse
from unhook.message.model import Message
from unhook.rules.finding import Finding
from unhook.store import Delivery, Keeping, Keys, Store, schema, upkeep
from unhook.verdict.model import Reason, Verdict

_START = datetime(2026, 1, 1, tzinfo=UTC)
_CONTEXT = Context(org_domains=frozenset({"corp.test"}), files=None)
_DELIVERY = Delivery("milter", recipients=("jo@corp.test",))
_RECORDED = b"."
_EARLY = 0.1
_RULES = ("one", "two", "three")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`acknowledged`: mails whose commit was said; `problems`: what is not as it has to be."""

    kills: int
    acknowledged: int
    problems: tuple[str, ...]


def run(url: str, kills: int, seed: int = 0, longest: float = 0.1) -> Outcome:
    """Kill so many writers, each after at most `longest` seconds, then look at what is there."""
    chance = random.Random(seed)
    opened(url, chance).close()
    mail(0)  # what is loaded for it is then loaded in every writer
    reached = 0
    for _ in range(kills):
        reached = _killed(url, reached, chance.random(), chance.random() * longest)
    return Outcome(kills, reached, problems(url, reached))


def opened(url: str, chance: random.Random) -> Store:
    """The store, by a clock that jumps by years."""

    def clock() -> datetime:
        return _START + timedelta(days=365 * chance.randrange(2, 10))

    return Store.open(url, Keeping(raw="all"), Keys({"k": b"k" * 32}, "k"), clock=clock, migrate=True)


def mail(number: int) -> Message:
    """A mail of its own."""
    date = (_START + timedelta(minutes=number)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    head = f"From: ann@shop.example.com\nTo: jo@corp.test\nDate: {date}\nMessage-ID: <{number}@x>\n"
    return parse(
        f"{head}Subject: Mail {number}\n\nSee https://shop.example.com/{number}\n".encode(), _CONTEXT
    )


def verdict() -> Verdict:
    """One with three findings."""
    reasons = tuple(Reason(Finding(rule, rule, "high", "sentence"), 1.0) for rule in _RULES)
    return Verdict("malicious", 0.9, ("credential_phishing",), reasons)


def problems(url: str, least: int) -> tuple[str, ...]:
    """What is lost, doubled or half done of the mails up to the last, which is at least `least`."""
    store = opened(url, random.Random(0))
    found = list(upkeep.check(store))
    with store.reading() as connection:

        def count(table: str) -> int:
            return (
                connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar()
                or 0
            )

        mails = count("messages")
        wanted = {
            "contents": 1,
            "verdicts": 1,
            "findings": len(_RULES),
            "links": 1,
            "recipients": 2,
            "contacts": 4,
        }
        harmful = connection.execute(select(func.sum(schema.contacts.c.harmful))).scalar() or 0
        names = set(connection.execute(select(schema.messages.c.message_id)).scalars())
        found += [
            f"{count(table)} rows of {table}"
            for table, each in wanted.items()
            if count(table) != each * mails
        ]
    store.close()
    # A commit that was not said any more may still hold.
    if not least <= mails <= least + 1 or len(names) != mails:
        found.append(f"{mails} mails of {len(names)} names where {least} were acknowledged")
    if harmful != 4 * mails:
        found.append(f"{harmful} harmful in the history of {mails} mails")
    return tuple(found)


def _killed(url: str, reached: int, seed: float, seconds: float) -> int:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _write(url, reached, write, random.Random(seed))
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as said:
        # Most are killed at work, some on their way to it.
        ready = said.read(1) if seed > _EARLY else b""
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return reached + (ready + said.readall()).count(_RECORDED)


def _write(url: str, reached: int, said: int, chance: random.Random) -> None:
    """Record on and on, beginning with the last mail that is known to be there."""
    try:
        store, judged = opened(url, chance), verdict()
        store.record(mail(max(0, reached - 1)), judged, _DELIVERY)
        os.write(said, b"?" if reached else _RECORDED)
        for number in range(reached or 1, sys.maxsize):
            store.record(mail(number), judged, _DELIVERY)
            os.write(said, _RECORDED)
    finally:
        os._exit(1)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the outcome; status 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.store.faults", description=__doc__)
    parser.add_argument("url", help="of an empty store")
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--longest", type=float, default=0.1, help="seconds that a writer lives at most")
    given = parser.parse_args(argv)
    start = time.monotonic()
    outcome = run(given.url, given.kills, longest=given.longest)
    print(f"{outcome.kills:,} kills, {outcome.acknowledged:,} mails, {time.monotonic() - start:,.0f} s")
    print("\n".join(outcome.problems) or "nothing lost, nothing doubled")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())

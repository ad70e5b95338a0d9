"""The milter killed at random moments while mail is delivered: what was lost, what was doubled."""

import contextlib
import os
import random
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Sequence

from bench.mailflow import mails as numbered
from bench.mailflow.load import send
from bench.mailflow.postfix import Postfix
from bench.mailflow.service import Milter
from bench.mailflow.sink import Sink
from bench.peers import free_port
from bench.processes import children
from bench.statistics import percentile

CLIENTS = 4


def measure(mails: Sequence[bytes], seed: int = 1) -> str:
    """What came to the sink and stands in the store, when the milter or one of its processes is killed (-9)
    again and again, and the milter is started again at once.
    """
    service = Milter()
    database = service.folder / "mail.db"
    service.configure(f'[store]\nurl = "sqlite:///{database}"\n')
    over = threading.Event()
    starts: list[float] = []
    kills: Counter[str] = Counter()
    with service, Sink(free_port()) as sink, Postfix(sink.port, service.milter) as server:
        killer = threading.Thread(
            target=_kill, args=(service, sink, over), kwargs={"starts": starts, "kills": kills, "seed": seed}
        )
        killer.start()
        sent = send(server.port, mails, CLIENTS)
        over.set()
        killer.join()
        came = Counter(numbered.number(each.raw) for each in sink.wait(len(mails), 300))
        ready = service.folder / "spool" / "ready"
        until = time.monotonic() + 300
        while list(ready.iterdir()) and time.monotonic() < until:
            time.sleep(0.5)
        time.sleep(6)  # the last answers are settled
        left = len(list(ready.iterdir()))
    with sqlite3.connect(database) as connection:
        ids = [row[0] for row in connection.execute("select message_id from messages")]
    kept = Counter(int(each.strip("<>").partition("@")[0]) for each in ids)
    return "\n".join(
        (
            f"{len(mails)} mails sent in {sent.elapsed:.0f} s; told to come again: {sent.again}",
            f"killed: {', '.join(f'{name} {count}' for name, count in sorted(kills.items()))}",
            f"restart until it can take mail: median {percentile(starts or [0.0], 0.5):.1f} s,"
            f" most {max(starts, default=0.0):.1f} s",
            f"sink: {len(came)} of {len(mails)} came, lost {len(mails) - len(came)},"
            f" doubled {sum(count > 1 for count in came.values())}",
            f"store: {len(kept)} of {len(mails)} mails, missing {len(mails) - len(kept)},"
            f" with more than one outcome {sum(count > 1 for count in kept.values())};"
            f" left in the spool {left}",
        )
    )


def _kill(
    service: Milter,
    sink: Sink,
    over: threading.Event,
    *,
    starts: list[float],
    kills: Counter[str],
    seed: int,
) -> None:
    """At a random moment after every so many mails, however fast the machine is."""
    chance = random.Random(seed)
    while not over.is_set():
        goal = len(sink.delivered) + chance.randint(5, 40)
        while len(sink.delivered) < goal and not over.wait(0.01):
            pass
        if over.wait(chance.uniform(0, 0.5)):
            return
        part = sorted(children(service.pid))
        if part and chance.random() < 0.5:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(part), signal.SIGKILL)
            kills["one of its processes"] += 1
        else:
            service.kill()
            start = time.monotonic()
            service.start()
            starts.append(time.monotonic() - start)
            kills["the milter"] += 1

"""The watch killed at random moments while mail comes into mailboxes: what was lost, what was doubled."""

import contextlib
import os
import random
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.mailflow import mails as numbered
from bench.mailflow.dovecot import Dovecot
from bench.mailflow.service import Watch
from bench.processes import children
from bench.statistics import percentile

USERS = ("ann", "bob", "cem", "dan")
_OPTIONS = 'malicious = "move"\nsuspicious = "flag"\nsince = "all"'
_QUIET_SECONDS = 300.0


@dataclass(slots=True)
class Seen:
    """What was found at the end: mails by their number and user. `starts`: seconds until a watch that was
    started again had all mailboxes open.
    """

    delivered: int
    seconds: float
    kills: Counter[str] = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)
    boxes: Counter[tuple[int, str]] = field(default_factory=Counter)
    kept: Counter[tuple[int, str]] = field(default_factory=Counter)
    misplaced: int = 0
    read: int = 0
    left: int = 0

    def lost(self) -> tuple[int, int]:
        """Mails that are in no mailbox, and not in the store."""
        return self.delivered - len(self.boxes), self.delivered - len(self.kept)

    def doubled(self) -> tuple[int, int]:
        """Mails that are more than once in mailboxes, and in the store."""
        return tuple(sum(n > 1 for n in each.values()) for each in (self.boxes, self.kept))  # type: ignore[return-value]

    def told(self) -> str:
        """As lines."""
        starts = self.starts or [0.0]
        return "\n".join(
            (
                f"{self.delivered} mails delivered in {self.seconds:.0f} s to {len(USERS)} mailboxes",
                f"killed: {', '.join(f'{name} {n}' for name, n in sorted(self.kills.items()))}",
                f"start until all mailboxes are open: median {percentile(starts, 0.5):.1f} s,"
                f" most {max(starts):.1f} s",
                f"mailboxes: lost {self.lost()[0]}, doubled {self.doubled()[0]}, not where the verdict puts"
                f" them {self.misplaced}, marked as read {self.read}",
                f"store: lost {self.lost()[1]}, doubled {self.doubled()[1]}; deeds not performed {self.left}",
            )
        )


def measure(mails: Sequence[bytes], kills: int, seed: int = 1) -> Seen:
    """Deliver while the watch or one of its processes is killed (-9) so often, then look at everything."""
    chance = random.Random(seed)
    with Dovecot() as server, Watch(server.port, dict.fromkeys(USERS, _OPTIONS)) as watch:
        seen = Seen(len(mails), 0.0)
        killer = threading.Thread(target=_kill, args=(watch, seen, kills, len(mails), chance))
        begun = time.monotonic()
        killer.start()
        for number, raw in enumerate(mails):
            server.deliver(raw, USERS[number % len(USERS)])
        seen.seconds = time.monotonic() - begun
        killer.join()
        _settle(watch, len(mails))
        _count(server, watch, seen)
    return seen


def _kill(watch: Watch, seen: Seen, kills: int, mails: int, chance: random.Random) -> None:
    """At a random moment after every so many mails, however fast the machine is."""
    for goal in sorted(chance.sample(range(mails), min(kills, mails - 1))):
        until = time.monotonic() + _QUIET_SECONDS
        while _recorded(watch) < goal and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.2))
        part = sorted(children(watch.pid))
        if part and chance.random() < 0.25:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(part), signal.SIGKILL)
            seen.kills["one of its processes"] += 1
        else:
            watch.kill()
            start = time.monotonic()
            watch.start()
            seen.starts.append(time.monotonic() - start)
            seen.kills["the watch"] += 1


def _settle(watch: Watch, mails: int) -> None:
    until = time.monotonic() + _QUIET_SECONDS
    while time.monotonic() < until and (_recorded(watch) < mails or _planned(watch)):
        time.sleep(0.2)


def _count(server: Dovecot, watch: Watch, seen: Seen) -> None:
    with sqlite3.connect(watch.database) as connection:
        rows = connection.execute("select message_id, mailbox, level from messages").fetchall()
        seen.left = connection.execute("select count(*) from actions where state <> 'performed'").fetchone()[
            0
        ]
    levels: dict[tuple[int, str], str] = {}
    for message_id, mailbox, level in rows:
        mine = int(message_id.strip("<>").partition("@")[0]), mailbox.partition("@")[0]
        seen.kept[mine] += 1
        levels[mine] = level
    for user in USERS:
        for folder in ("INBOX", "Quarantine"):
            for raw, flags in server.mails(user, folder):
                mine = numbered.number(raw), user
                seen.boxes[mine] += 1
                seen.read += "\\Seen" in flags
                wanted = "Quarantine" if levels.get(mine) == "malicious" else "INBOX"
                flagged = bool(flags) == (levels.get(mine) in {"malicious", "suspicious"})
                seen.misplaced += folder != wanted or not flagged


def _recorded(watch: Watch) -> int:
    return _ask(watch, "select count(*) from messages")


def _planned(watch: Watch) -> int:
    return _ask(watch, "select count(*) from actions where state = 'planned'")


def _ask(watch: Watch, query: str) -> int:
    with contextlib.suppress(sqlite3.OperationalError), sqlite3.connect(watch.database) as connection:
        return int(connection.execute(query).fetchone()[0])
    return 0

"""Mails judged by Unhook over all cores; within a run the same bytes are judged once."""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from bench.detection import Judged
from bench.peers import Peer

FAILED = "failed: "
"""What the level of a mail begins with that broke the analysis; a run tells how many did."""


class Unhook:
    """Answers for raw mails. Nothing outlives the run, so the code cannot change underneath."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._known: dict[bytes, Judged] = {}

    def __call__(self, raws: Sequence[bytes]) -> list[Judged]:
        """The verdicts, in order. A mail that breaks the analysis counts as not flagged."""
        keys = [hashlib.sha256(raw).digest() for raw in raws]
        fresh = {key: raw for key, raw in zip(keys, raws, strict=True) if key not in self._known}
        answers = list(self._pool.map(judge, fresh.values(), chunksize=10))
        broken = [answer.level for answer in answers if answer.level.startswith(FAILED)]
        if broken:
            print(f"! {len(broken)} of {len(fresh)} mails broke the analysis, the first one: {broken[0]}")
        self._known |= dict(zip(fresh, answers, strict=True))
        return [self._known[key] for key in keys]


@contextmanager
def unhook() -> Iterator[Unhook]:
    """Unhook with its processes, stopped afterwards."""
    with ProcessPoolExecutor() as pool:
        yield Unhook(pool)


def judge(raw: bytes) -> Judged:
    """One mail's verdict."""
    from unhook import check

    try:
        verdict = check(raw).verdict
    except Exception as error:
        return Judged(0.0, False, f"{FAILED}{type(error).__name__}: {error}"[:200])
    return Judged(verdict.score, verdict.level in ("suspicious", "malicious"), verdict.level)


def ask(peer: Peer, raws: Sequence[bytes]) -> list[Judged]:
    """A peer's answers, one mail after the other."""
    scores = [peer.score(raw) for raw in raws]
    return [Judged(score, score >= peer.flags_from) for score in scores]

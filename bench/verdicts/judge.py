"""Mails judged by Unhook over all cores; within a run the same bytes are judged once."""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.detection import Judged

FAILED = "failed: "
"""What the level of a mail begins with that broke the analysis; a run tells how many did."""


class Unhook:
    """Answers for raw mails. Nothing outlives the run, so the code cannot change underneath."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._known: dict[bytes, Judged] = {}

    def __call__(self, raws: Sequence[bytes], model: Path | None = None) -> list[Judged]:
        """The verdicts, in order, by the shipped model or that of a folder. A mail that breaks the analysis
        counts as not flagged.
        """
        keys = [hashlib.sha256(raw).digest() + str(model).encode() for raw in raws]
        fresh = {key: raw for key, raw in zip(keys, raws, strict=True) if key not in self._known}
        answers = list(self._pool.map(partial(judge, model=model), fresh.values(), chunksize=10))
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


def judge(raw: bytes, model: Path | None = None) -> Judged:
    """One mail's verdict."""
    from unhook import app

    try:
        weights = app.model(str(model)) if model else app.model()
        verdict = app.check(raw, pack=app.shipped_pack(), weights=weights).verdict
    except Exception as error:
        return Judged(0.0, False, f"{FAILED}{type(error).__name__}: {error}"[:200])
    return Judged(verdict.score, verdict.level in ("suspicious", "malicious"), verdict.level)

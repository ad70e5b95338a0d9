"""What other filters say of each mail, kept in a file: it does not change when Unhook does.

The file has one JSON line a filter (`filter`, `version`, `flags_from`, `learnt`: what its training
was) and one a score (`filter`, `mail`: SHA-256 of the bytes it was asked about, `score`). A pass that was
broken off goes on where it stopped.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from threading import Lock

from bench import baseline, peers, trained
from bench.detection import Judged
from bench.peers import Peer

Stage = tuple[Sequence[str], str, Callable[[], AbstractContextManager[list[Peer]]]]
"""Filters that are started together: their names, what they learnt, what starts and stops them."""

OUT_OF_THE_BOX = "nothing"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter in one state; scores of another version or training are not comparable with its own."""

    filter: str
    version: str
    flags_from: float
    learnt: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Raw mails of both classes to learn from, and what they are in words."""

    phish: Sequence[bytes]
    ham: Sequence[bytes]
    said: str

    def __str__(self) -> str:
        digest = hashlib.sha256(b"".join(sorted(map(_digest, (*self.phish, *self.ham))))).hexdigest()
        return f"{len(self.phish):,} phish, {len(self.ham):,} ham: {self.said} (SHA-256 {digest[:16]})"


class PeerScores:
    """The file's content, and a place to add to it."""

    def __init__(self, path: Path) -> None:
        """Read a file; one that is not there is empty.

        :raises ValueError: for a line that is neither a filter nor a score.
        """
        self.path = path
        self.filters: dict[str, Filter] = {}
        self._scores: dict[tuple[str, str], float] = {}
        self._lock = Lock()
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        for number, line in enumerate(lines, 1):
            try:
                self._take(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{number}: neither a filter nor a score: {error}") from None

    def _take(self, row: dict[str, object]) -> None:
        if "mail" in row:
            self._scores[str(row["filter"]), str(row["mail"])] = float(str(row["score"]))
        else:
            known = Filter(**row)  # type: ignore[arg-type]
            self.filters[known.filter] = known

    def lacking(self, name: str, raws: Iterable[bytes]) -> list[bytes]:
        """The mails that this filter was not asked about, each once."""
        return [raw for raw in dict.fromkeys(raws) if (name, _digest(raw).hex()) not in self._scores]

    def answers(self, name: str, raws: Sequence[bytes]) -> list[Judged]:
        """A known filter's answers, in order.

        :raises KeyError: for a mail that it was not asked about.
        """
        bound = self.filters[name].flags_from
        scores = [self._scores[name, _digest(raw).hex()] for raw in raws]
        return [Judged(score, score >= bound) for score in scores]

    def ask(self, peer: Peer, version: str, learnt: str, raws: Sequence[bytes]) -> None:
        """Ask a running filter about the mails it was not asked about yet, and write each answer down.

        :raises ValueError: where the file holds this filter in another state.
        """
        described = Filter(peer.name, version, peer.flags_from, learnt)
        known = self.filters.setdefault(peer.name, described)
        if known != described:
            raise ValueError(f"{self.path} holds {known}, not {described}: name another file")
        self._write(asdict(described))
        for raw in self.lacking(peer.name, raws):
            self._write({"filter": peer.name, "mail": _digest(raw).hex(), "score": peer.score(raw)})

    def _write(self, row: dict[str, object]) -> None:
        with self._lock:
            self._take(row)
            with self.path.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row) + "\n")


def collect(path: Path, raws: Sequence[bytes], lesson: Lesson) -> list[str]:
    """Every installed filter's scores of the mails, written to the file; what was done, a line a filter.

    SpamAssassin and Rspamd out of the box; both with Bayes, bogofilter and the text classifier after the
    lesson. Each is asked as soon as it has learnt, in the order of the mails.
    """
    scores = PeerScores(path)
    stages: list[Stage] = [
        (peers.NAMES, OUT_OF_THE_BOX, peers.running),
        ((baseline.Baseline.name,), str(lesson), partial(_baseline, lesson)),
        *(
            ((name,), str(lesson), partial(running, lesson.phish, lesson.ham))
            for name, running in trained.RUNNING.items()
        ),
    ]
    with ExitStack() as stack:
        # Left first: no filter is stopped while it is being asked.
        threads, asked = ThreadPoolExecutor(sum(len(names) for names, _, _ in stages)), []
        for names, learnt, running in stages:
            if any(scores.lacking(name, raws) for name in names):
                found = stack.enter_context(running())
                asked += [
                    threads.submit(scores.ask, each, version(each.name), learnt, raws) for each in found
                ]
        stack.enter_context(threads)
        for each in asked:
            each.result()
    return [
        f"{name} {known.version}: {len(raws) - len(scores.lacking(name, raws))} of {len(raws)} mails"
        for name, known in scores.filters.items()
    ]


@contextmanager
def _baseline(lesson: Lesson) -> Iterator[list[Peer]]:
    yield [baseline.Baseline(lesson.phish, lesson.ham)] if baseline.installed() else []


def version(name: str) -> str:
    """The installed version behind a filter's name."""
    if name == baseline.Baseline.name:
        return baseline.version()
    return peers.version(name.split(maxsplit=1)[0].lower())


def _digest(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()

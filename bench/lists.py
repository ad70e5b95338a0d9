"""Ways to hold a large named list, side by side: `python -m bench.lists [--size N] [--file FILE]`.

Host names made up like those of a ranking, or one entry a line of a file. Each way is
built in a process of its own and used in another: bytes an entry on disk, own memory (not
shared with other processes) after the look-ups, time to build and to open with cold
files, nanoseconds a look-up. Linux; other systems tell less of a process' memory.
"""

import argparse
import os
import random
import sqlite3
import tempfile
import time
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from marisa_trie import BinaryTrie

from unhook.feeds import built  # noqa: F401  (loaded before anything is timed)
from unhook.feeds.lists import ListFile
from unhook.limits import ListLimits

ASKED = 20_000
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Way:
    """How a list is built from its text file (into the folder) and opened from there."""

    build: Callable[[Path, Path], None]
    open: Callable[[Path, Path], Any]


Used = tuple[int, float, float, float, bool]
"""Bytes, seconds to open, nanoseconds a hit and a miss, whether every answer was right."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lists")
    parser.add_argument("--size", type=int, default=1_000_000, help="how many host names (1,000,000)")
    parser.add_argument("--file", type=Path, help="a list instead, one entry a line")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.txt"
        if args.file:
            source.write_bytes(args.file.read_bytes())
        else:
            source.write_text("".join(f"{name}\n" for name in hosts(args.size)))
        entries = source.read_text().splitlines()
        hits = random.Random(1).sample(entries, min(ASKED, len(entries)))
        asked = [f"www.{each}" for each in hits[::2]] + [each[1:] for each in hits[1::2]]
        misses = sorted(set(asked).difference(entries))
        count = len(entries)
        print(f"{count:,} entries, {source.stat().st_size / count:.1f} bytes each as text")
        print("way          file B/entry  own B/entry  build s  open ms  hit ns  miss ns  exact")
        for name in WAYS:
            print(_row(name, source, count, hits, misses))


def hosts(size: int, seed: int = 7) -> Iterator[str]:
    """Made-up host names, each once, with the lengths and top-level domains of a ranking."""
    chance = random.Random(seed)
    parts = [first + second for first in "bcdfghjklmnprstvwz" for second in "aeiou"]
    parts += [part + end for part in parts for end in "nrsltm"]
    words = ["".join(chance.choices(parts, k=chance.choice((1, 2, 2, 3)))) for _ in range(60_000)]
    common = [*["com"] * 48, *("net", "org", "de", "ru") * 5]
    tlds = [*common, "co.uk", "com.br", "fr", "it", "nl", "pl", "io", "jp", "cn", "in", "xyz", "eu", "com.au"]
    seen: set[str] = set()
    while len(seen) < size:
        name = "-".join(chance.choices(words, k=2)) if chance.random() < 0.1 else chance.choice(words)
        if chance.random() < 0.6:
            name += chance.choice(words)
        if chance.random() < 0.05:
            name += str(chance.randrange(1000))
        name += "." + chance.choice(tlds)
        if name not in seen:
            seen.add(name)
            yield name


def _row(name: str, source: Path, count: int, hits: list[str], misses: list[str]) -> str:
    folder = source.parent / name
    folder.mkdir()
    build = _apart(_build, name, source, folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    memory, opened, hit, miss, exact = _apart(_use, name, source, folder, hits, misses)
    return (
        f"{name:<12} {size / count:>12.1f} {memory / count:>12.1f} {build:>8.2f} {opened * 1e3:>8.1f}"
        f" {hit:>7.0f} {miss:>8.0f}  {'yes' if exact else 'NO'}"
    )


def _apart(work: Callable[..., Any], *arguments: object) -> Any:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _build(name: str, source: Path, folder: Path) -> float:
    start = time.process_time()
    WAYS[name].build(source, folder)
    return time.process_time() - start


def _use(name: str, source: Path, folder: Path, hits: list[str], misses: list[str]) -> Used:
    _chill(source, *folder.rglob("*"))
    before, start = _own_memory(), time.perf_counter()
    listed = WAYS[name].open(source, folder)
    opened = time.perf_counter() - start
    hit, miss = _each(listed, hits), _each(listed, misses)
    memory = _own_memory() - before
    exact = all(each in listed for each in hits) and not any(each in listed for each in misses)
    return memory, opened, hit, miss, exact


def _each(listed: Collection[str], asked: list[str]) -> float:
    """Nanoseconds a look-up, the best of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for each in asked:
            each in listed  # noqa: B015
        times.append(time.process_time() - start)
    return min(times) / len(asked) * 1e9


def _chill(*paths: Path) -> None:
    for path in paths:
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _own_memory() -> int:
    """Bytes of this process that no file backs."""
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


def _lines(source: Path) -> Iterator[str]:
    with source.open(encoding="utf-8") as lines:
        yield from (line.strip() for line in lines)


def _unhook(source: Path, folder: Path) -> Any:
    """As Unhook does it: the file hashed, the built form checked against its own hash."""
    os.environ["XDG_CACHE_HOME"] = str(folder)
    return ListFile(source).entries(ListLimits(set_bytes=-1))


def _build_trie(source: Path, folder: Path) -> None:
    BinaryTrie(each.encode() for each in _lines(source)).save(str(folder / "trie"))


class _Trie:
    def __init__(self, source: Path, folder: Path) -> None:
        self.trie = BinaryTrie().mmap(str(folder / "trie"))

    def __contains__(self, entry: str) -> bool:
        return entry.encode() in self.trie


def _build_sorted(source: Path, folder: Path) -> None:
    entries = sorted(each.encode() for each in _lines(source))
    offsets = array("I", [0])
    for each in entries:
        offsets.append(offsets[-1] + len(each))
    (folder / "offsets").write_bytes(offsets.tobytes())
    (folder / "entries").write_bytes(b"".join(entries))


class _Sorted:
    def __init__(self, source: Path, folder: Path) -> None:
        self.offsets = memoryview(_map(folder / "offsets")).cast("I")
        self.entries = _map(folder / "entries")

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, place: int) -> bytes:
        return self.entries[self.offsets[place] : self.offsets[place + 1]]

    def __contains__(self, entry: str) -> bool:
        key = entry.encode()
        place = bisect_left(self, key)
        return place < len(self) and self[place] == key


def _map(path: Path) -> mmap:
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _build_database(source: Path, folder: Path) -> None:
    with sqlite3.connect(folder / "list.db") as database:
        database.execute("CREATE TABLE list (entry TEXT PRIMARY KEY) WITHOUT ROWID")
        database.executemany("INSERT OR IGNORE INTO list VALUES (?)", ((each,) for each in _lines(source)))
    database.close()


class _Database:
    def __init__(self, source: Path, folder: Path) -> None:
        self.ask = sqlite3.connect(f"file:{folder}/list.db?mode=ro", uri=True).execute

    def __contains__(self, entry: str) -> bool:
        return self.ask("SELECT 1 FROM list WHERE entry = ?", (entry,)).fetchone() is not None


class _Table:
    """An open-addressed table of offsets into the text file, by a hash of the entry."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.slots = memoryview(_map(folder / "slots")).cast("I")
        self.text = _map(source)

    def __contains__(self, entry: str) -> bool:
        key = b"\n" + entry.encode() + b"\n"
        slots, text = self.slots, self.text
        place = _hashed(key[1:-1]) % len(slots)
        while offset := slots[place]:
            if text[offset - 1 : offset - 1 + len(key)] == key:
                return True
            place = (place + 1) % len(slots)
        return False


def _build_table(source: Path, folder: Path) -> None:
    data = b"\n" + source.read_bytes()
    copy = folder / "text"
    copy.write_bytes(data)
    entries = data.split(b"\n")[1:-1]
    slots = array("I", bytes(4 * (len(entries) * 3 // 2)))
    offset = 1
    for each in entries:
        place = _hashed(each) % len(slots)
        while slots[place]:
            place = (place + 1) % len(slots)
        slots[place] = offset
        offset += len(each) + 1
    (folder / "slots").write_bytes(slots.tobytes())


def _hashed(key: bytes) -> int:
    from zlib import crc32

    return crc32(key)


WAYS = {
    "frozenset": Way(lambda source, folder: None, lambda source, folder: frozenset(_lines(source))),
    "trie": Way(_build_trie, _Trie),
    "unhook": Way(_unhook, _unhook),
    "sorted": Way(_build_sorted, _Sorted),
    "hash table": Way(_build_table, lambda source, folder: _Table(folder / "text", folder)),
    "sqlite": Way(_build_database, _Database),
}

if __name__ == "__main__":
    main()

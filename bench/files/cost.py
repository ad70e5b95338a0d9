"""What scanning in workers costs, beside the same scanners in the same process."""

import random
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from statistics import median

from unhook.files import answers, worker
from unhook.files.model import Found
from unhook.files.pool import Pool
from unhook.files.scanner import Sample, scanners
from unhook.limits import FILES
from unhook.message.mime.magic import file_type

RUNS = 5


def made(seed: int) -> list[Sample]:
    """Printable noise of three sizes."""
    draw = random.Random(seed)
    return [
        Sample(bytes(draw.choices(b"abcdefgh \n", k=size)), "txt", f"{size}.txt")
        for size, count in ((1_000, 10), (100_000, 10), (1_000_000, 3))
        for _ in range(count)
    ]


def read(folder: Path) -> list[Sample]:
    """The files of a folder, by kind."""
    data = [(path.read_bytes(), path.name) for path in sorted(folder.iterdir()) if path.is_file()]
    return sorted((Sample(each, file_type(each), name) for each, name in data), key=lambda each: each.kind)


def measure(samples: Sequence[Sample]) -> str:
    """Milliseconds a sample, medians; groups by kind and order of magnitude of the size."""
    with Pool(1) as kept, Pool(1, samples=1) as fresh:
        begun = time.perf_counter()
        kept.scan(Sample(b"", "txt"))
        start = time.perf_counter() - begun
        fresh.scan(Sample(b"", "txt"))
        lines = [
            f"the first file: {start * 1000:.0f} ms more, once a process",
            "",
            f"{'kind':10} {'bytes':>12} {'here ms':>9} {'worker ms':>9} {'ratio':>6} {'new each ms':>11}",
        ]
        for (kind, digits), group in groupby(samples, lambda each: (each.kind, len(str(len(each.data))))):
            each = list(group)
            here, there, new = (_milliseconds(scan, each) for scan in (_here, kept.scan, fresh.scan))
            lines.append(
                f"{kind:10} {f'10^{digits - 1}':>12} {here:9.2f} {there:9.2f} {there / here:6.2f} {new:11.2f}"
            )
    return "\n".join(lines)


def _milliseconds(scan: Callable[[Sample], Found], samples: Sequence[Sample]) -> float:
    taken = []
    for _ in range(RUNS):
        for sample in samples:
            begun = time.perf_counter()
            scan(sample)
            taken.append(time.perf_counter() - begun)
    return median(taken) * 1000


def _here(sample: Sample) -> Found:
    return answers.merged(
        answers.bounded(worker.scanned(each, sample), FILES, FILES.scanned_bytes)
        for each in scanners()
        if each.reads(sample)
    )

"""Files made to break who opens them, through the workers: within limits, and nobody else notices."""

import random
import sys
from collections.abc import Iterator
from itertools import cycle

import pytest

from unhook.files.model import Node
from unhook.files.pool import Pool
from unhook.files.tree import explode
from unhook.limits import FILES

from .bombs import BOMBS, made

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers need Linux")

TOLD = {
    "a zip of 2 GB of zeros": "limit:file_bytes",
    "20,000 zip entries over the same bytes": "limit:ratio",
    "a zip of 1,000,000 names": "limit:names",
    "a tar.gz of 1,000,000 names": "limit:file_bytes",
    "a tar.gz of 1 GB of zeros": "limit:file_bytes",
    "a PDF stream packed three times": "limit:ratio",
    "a PDF of 1,000,000 objects without a table": "damaged",
    "a PDF table of 2,000,000,000 entries": "damaged",
    "a PDF page below 40,000 nodes": "damaged",
    "a PDF of 100,000 pages": "limit:text_pages",
    "a billion laughs in Word": "damaged",
    "a PNG of 100,000 by 100,000": "limit:picture_pixels",
    "a GIF of 100,000 large frames": "limit:frames",
    "a Word document of 300 MB": "limit:file_bytes",
    "a VBA module of 4 GB": "limit:macro_chars",
    "10 MB of RTF": "limit:text_chars",
}
"""A fault that must be among those of the tree."""
QUICK = (
    "a gzip that holds itself", "a billion laughs in Word", "a billion laughs in SVG",
    "500 names that lead outside", "an OLE file 900 storages deep",
)  # fmt: skip
HARM = {"crash", "hang", "memory", "failed", "limit:seconds"}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as made_once:
        yield made_once


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_stays_within_limits(pool: Pool, name: str) -> None:
    data = made(name)
    tree = explode(data, None, None, pool.scan)
    faults = {fault.name for fault in tree.faults}
    faults |= {fault.name for node in tree.nodes for fault in node.found.faults}
    assert not faults & HARM
    assert TOLD.get(name, "") in faults | {""}
    assert len(tree.nodes) <= FILES.files
    assert sum(node.size for node in tree.nodes[1:]) <= FILES.scanned_bytes
    assert _good(pool, 0) == _good(pool, 0)


def test_good_files_beside_hostile_ones_are_found_as_before(pool: Pool) -> None:
    alone = [_good(pool, number) for number in range(100)]
    bombs = cycle([made(name) for name in QUICK])
    for number, bomb in zip(range(100), bombs, strict=False):
        explode(bomb, None, None, pool.scan)
        assert _good(pool, number) == alone[number]


def _good(pool: Pool, number: int) -> tuple[Node, ...]:
    words = random.Random(number).choices(["invoice", "thanks", "https://pay.test/a", "Monday"], k=50)
    return explode(" ".join(words).encode(), "a.txt", "text/plain", pool.scan).nodes

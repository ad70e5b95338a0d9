"""What files made to break who opens them cost, and whether the files beside them notice."""

import random
import sys
import time
from pathlib import Path

from unhook.files import tree
from unhook.files.model import Node, Tree
from unhook.files.pool import Pool
from unhook.files.scanner import Sample

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from files.bombs import BOMBS, made

BESIDE = 100


def measure(seed: int) -> str:
    """A line for each bomb: its size, the time until its tree stands, files in the tree, and faults."""
    lines = [f"{'':44} {'bytes':>12} {'seconds':>8} {'files':>6}  faults"]
    with Pool(1) as pool:
        pool.scan(Sample(b"", "txt"))
        for name in BOMBS:
            data = made(name, seed)
            begun = time.perf_counter()
            found = tree.explode(data, None, None, pool.scan)
            taken = time.perf_counter() - begun
            lines.append(
                f"{name:44} {len(data):12,} {taken:8.1f} {len(found.nodes):6}  {', '.join(faults(found))}"
            )
    return "\n".join(lines)


def faults(found: Tree) -> list[str]:
    """Each kind of fault once; with the scanner where one is to blame."""
    every = [*found.faults, *(fault for node in found.nodes for fault in node.found.faults)]
    bare = ("crash", "hang", "memory", "failed")
    return sorted({f"{each.name} ({each.detail})" if each.name in bare else each.name for each in every})


def beside(seed: int) -> str:
    """Good files alone, then each with a bomb before it: how many results differ."""
    draw = random.Random(seed)
    good = [f"Invoice {number}: https://pay.test/{draw.random()}".encode() * 20 for number in range(BESIDE)]
    with Pool(1) as pool:
        alone = [_results(tree.explode(each, "a.txt", None, pool.scan)) for each in good]
        names = list(BOMBS)
        bombs = {name: made(name, seed) for name in names}
        changed = 0
        begun = time.perf_counter()
        for number, each in enumerate(good):
            tree.explode(bombs[names[number % len(names)]], None, None, pool.scan)
            changed += _results(tree.explode(each, "a.txt", None, pool.scan)) != alone[number]
        taken = time.perf_counter() - begun
    return f"{BESIDE} good files beside {BESIDE} bombs: {changed} results changed; {taken:.0f} s"


def _results(found: Tree) -> tuple[Node, ...]:
    return found.nodes

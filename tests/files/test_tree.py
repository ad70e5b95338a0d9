"""The walk, over made-up files whose scanner is a table."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from unhook.files.model import Child, Fault, Found, Tree
from unhook.files.scanner import Sample
from unhook.files.tree import explode
from unhook.limits import RATIO_FREE, FileLimits


class Table:
    """Children by content, one scan counted each."""

    def __init__(self, inside: dict[bytes, tuple[Child, ...]]) -> None:
        self.inside = inside
        self.scanned: list[Sample] = []

    def __call__(self, sample: Sample) -> Found:
        self.scanned.append(sample)
        return Found(record={"size": len(sample.data)}, children=self.inside.get(sample.data, ()))


def walked(
    inside: dict[bytes, tuple[Child, ...]], root: bytes = b"root", limits: FileLimits | None = None
) -> tuple[Tree, Table]:
    table = Table(inside)
    return explode(root, "root.bin", "application/octet-stream", table, limits=limits or FileLimits()), table


def contents(tree: Tree) -> list[bytes]:
    return [node.data for node in tree.nodes]


def test_a_file_alone() -> None:
    tree, table = walked({})
    (node,) = tree.nodes
    assert (node.name, node.how, node.parent, node.depth, node.kind) == ("root.bin", "file", None, 0, "txt")
    assert tree.complete
    assert table.scanned[0].media_type == "application/octet-stream"


def test_breadth_first_with_parents_before_children() -> None:
    inside = {b"root": (Child(b"a"), Child(b"b", "b.txt", "archive entry")), b"a": (Child(b"c"),)}
    tree, _ = walked(inside)
    assert contents(tree) == [b"root", b"a", b"b", b"c"]
    assert [node.parent for node in tree.nodes] == [None, 0, 0, 1]
    assert [node.depth for node in tree.nodes] == [0, 1, 1, 2]
    assert tree.nodes[2].how == "archive entry"


def test_children_stand_in_the_tree_only() -> None:
    tree, _ = walked({b"root": (Child(b"a"),)})
    assert all(not node.found.children for node in tree.nodes)


def test_a_file_that_holds_itself_ends() -> None:
    tree, table = walked({b"root": (Child(b"root", "r.bin"),)})
    assert contents(tree) == [b"root", b"root", b"root"]
    assert len(table.scanned) == 2, "once as it came, once under its own name inside"
    assert tree.complete


def test_the_same_content_is_scanned_once() -> None:
    copies = tuple(Child(b"same", f"{number}.txt") for number in range(50))
    tree, table = walked({b"root": copies, b"same": (Child(b"deep"),)})
    assert [sample.data for sample in table.scanned] == [b"root", b"same", b"deep"]
    assert sum(node.data == b"same" for node in tree.nodes) == 50
    assert tree.nodes[50].found.record == {"size": 4}


def test_another_ending_is_another_question() -> None:
    _, table = walked({b"root": (Child(b"same", "a.txt"), Child(b"same", "a.hta"))})
    assert [sample.extension for sample in table.scanned] == ["bin", "txt", "hta"]


def test_passwords_and_recipients_reach_every_file() -> None:
    table = Table({b"root": (Child(b"a"),)})
    explode(b"root", None, None, table, passwords=("secret",), recipients=("you@example.org",))
    assert [(each.passwords, each.recipients) for each in table.scanned] == [
        (("secret",), ("you@example.org",))
    ] * 2


def chain(length: int) -> dict[bytes, tuple[Child, ...]]:
    names = [b"root", *(b"%d" % number for number in range(1, length))]
    return {one: (Child(other),) for one, other in pairwise(names)}


def test_depth_ends_as_a_fault() -> None:
    tree, _ = walked(chain(30), limits=FileLimits(depth=17))
    assert max(node.depth for node in tree.nodes) == 17
    assert [fault.name for fault in tree.faults] == ["limit:depth"]
    assert not tree.complete


def test_files_end_as_a_fault() -> None:
    many = tuple(Child(b"%d" % number, f"{number}.txt") for number in range(100))
    tree, _ = walked({b"root": many}, limits=FileLimits(files=10))
    assert len(tree.nodes) == 10
    assert [fault.name for fault in tree.faults] == ["limit:files"]


def test_more_out_than_a_file_may_hold_ends_as_a_fault() -> None:
    big = tuple(Child(bytes([number]) * (RATIO_FREE // 2), f"{number}.txt") for number in range(4))
    tree, _ = walked({b"root": big}, limits=FileLimits(ratio=1))
    assert len(tree.nodes) == 3
    assert [fault.name for fault in tree.faults] == ["limit:ratio"]


def test_bytes_scanned_end_as_a_fault_of_the_file() -> None:
    tree, table = walked(
        {b"root": (Child(b"12345"), Child(b"1234567"), Child(b"1"))}, limits=FileLimits(scanned_bytes=10)
    )
    assert [sample.data for sample in table.scanned] == [b"root", b"12345", b"1"]
    assert tree.nodes[2].found.faults == (Fault("limit:scanned_bytes"),)
    assert not tree.complete


def test_a_file_too_large_is_not_scanned() -> None:
    tree, table = walked({}, root=b"x" * 11, limits=FileLimits(file_bytes=10))
    assert table.scanned == []
    assert tree.nodes[0].found.faults == (Fault("limit:file_bytes"),)


def ticking(seconds: float) -> Callable[[], float]:
    def ticks() -> Iterator[float]:
        now = 0.0
        while True:
            yield now
            now += seconds

    clock = ticks()
    return lambda: next(clock)


def test_time_ends_as_a_fault() -> None:
    table = Table(chain(30))
    tree = explode(b"root", None, None, table, limits=FileLimits(seconds=10, depth=100), clock=ticking(3))
    assert len(table.scanned) == 3
    assert tree.nodes[3].found.faults == (Fault("limit:seconds"),)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_bytes_give_the_same_tree(seed: int) -> None:
    inside = {b"root": tuple(Child(b"%d" % (number * 7 % 5 + seed)) for number in range(20))}
    assert walked(inside)[0] == walked(inside)[0]

"""The walk through a file and all that is inside, breadth first, one scan a file."""

import hashlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from unhook.files.model import Child, Fault, Found, Node, Tree
from unhook.files.scanner import Sample
from unhook.limits import FILES, FileLimits, allowance
from unhook.message.mime.magic import file_type

Scan = Callable[[Sample], Found]
"""Answers for one file; never raises on content, what went wrong is a `Fault`."""


@dataclass(slots=True)
class _Walk:
    """What was used up on the way. `known`: answers by content and declared names."""

    limits: FileLimits
    end: float
    out_bytes: int
    clock: Callable[[], float]
    files: int = 0
    scanned: int = 0
    inside: int = 0
    known: dict[tuple[bytes, str | None, str | None], Found] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)

    def reached(self, limit: str, detail: str = "") -> None:
        """Note a limit that stopped the walk somewhere, once."""
        name = f"limit:{limit}"
        self.faults.setdefault(name, Fault(name, detail))


def explode(
    data: bytes,
    name: str | None,
    media_type: str | None,
    scan: Scan,
    *,
    passwords: Sequence[str] = (),
    recipients: Sequence[str] = (),
    limits: FileLimits = FILES,
    clock: Callable[[], float] = time.monotonic,
) -> Tree:
    """A file and all that is inside, the file itself first, parents before children.

    What was seen before under the same kind of name stands in the tree again but is not scanned or opened
    again, so that a file that holds itself comes to an end. `clock` gives seconds. The same
    bytes and answers of `scan` give the same tree, unless time runs out.
    """
    walk = _Walk(limits, clock() + limits.seconds, allowance(len(data), limits.ratio), clock)
    asked = Sample(b"", "unknown", passwords=tuple(passwords), recipients=tuple(recipients), limits=limits)
    nodes: list[Node] = []
    waiting: deque[tuple[Child, int | None, int]] = deque([(Child(data, name, "file", media_type), None, 0)])
    while waiting:
        child, parent, depth = waiting.popleft()
        sample = replace(
            asked,
            data=child.data,
            kind=file_type(child.data),
            name=child.name,
            media_type=child.media_type,
        )
        found, new = _answer(walk, sample, scan)
        if new:
            waiting.extend(
                (each, len(nodes), depth + 1)
                for each in found.children
                if _admitted(walk, each, depth + 1, child.name)
            )
        # Each child stands in the tree as a node of its own.
        found = replace(found, children=()) if found.children else found
        nodes.append(
            Node(child.data, sample.kind, child.name, child.media_type, child.how, parent, depth, found)
        )
    return Tree(tuple(nodes), tuple(walk.faults.values()))


def _answer(walk: _Walk, sample: Sample, scan: Scan) -> tuple[Found, bool]:
    """What the file's scanners say, and whether that is new."""
    key = (hashlib.sha256(sample.data).digest(), sample.extension, sample.media_type)
    if key in walk.known:
        return walk.known[key], False
    stopped = _stopped(walk, sample)
    if stopped:
        return Found(faults=(Fault(f"limit:{stopped}"),)), False
    walk.scanned += len(sample.data)
    found = scan(sample)
    walk.known[key] = replace(found, children=())
    return found, True


def _stopped(walk: _Walk, sample: Sample) -> str | None:
    """The limit that forbids to scan this file."""
    if len(sample.data) > walk.limits.file_bytes:
        return "file_bytes"
    if walk.scanned + len(sample.data) > walk.limits.scanned_bytes:
        return "scanned_bytes"
    return "seconds" if walk.clock() > walk.end else None


def _admitted(walk: _Walk, child: Child, depth: int, holder: str | None) -> bool:
    """Whether a file found inside may stand in the tree."""
    if depth > walk.limits.depth:
        walk.reached("depth", holder or "")
    elif walk.files + 1 >= walk.limits.files:
        walk.reached("files", holder or "")
    elif walk.inside + len(child.data) > walk.out_bytes:
        walk.reached("ratio", holder or "")
    else:
        walk.files += 1
        walk.inside += len(child.data)
        return True
    return False

"""Codes that a message shows without holding a picture of them: drawn in its text, or cut over its pictures.

Light, since every mail is looked through; what may be one goes to a worker as a sample of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from unhook.files.picture import grids
from unhook.limits import Limits
from unhook.message.model import Message

if TYPE_CHECKING:
    from unhook.files.model import Node, Tree
    from unhook.files.scanner import Sample

_ALIKE = 3
_MOST = 1_200
_PICTURES = 40


def drawings(message: Message, limits: Limits) -> "tuple[Sample, ...]":
    """The message's HTML and its plain text, each if something large enough for a code is drawn there."""
    return tuple(_drawings(message, limits))


def _drawings(message: Message, limits: Limits) -> "Iterator[Sample]":
    html, plain = message.body.html, message.body.plain
    if html and (_any(grids.in_boxes(html.raw, limits)) or _any(grids.in_page(html.raw))):
        yield _sample(html.raw.encode("utf-8", "replace"), "html", "drawn")
    if plain and _any(grids.in_text(plain.raw)):
        yield _sample(plain.raw.encode("utf-8", "replace"), "txt", "drawn")


def pieces(trees: "Sequence[Tree]") -> "tuple[Sample, ...]":
    """The pictures among a message's files, if neighbours may be pieces of one code: they are of one width or
    height, and no code is on them.
    """
    pictures = [
        tree.nodes[0] for tree in trees if _side(tree.nodes[0], "width") and not _has_code(tree.nodes[0])
    ][:_PICTURES]
    if not any(_fit(one, other) for one, other in pairwise(pictures)):
        return ()
    from unhook.files.picture.pieces import KIND, packed

    return (_sample(packed([each.data for each in pictures]), KIND, "joined"),)


def _fit(one: "Node", other: "Node") -> bool:
    return any(
        0 < max(_side(one, side), _side(other, side)) <= _MOST
        and abs(_side(one, side) - _side(other, side)) <= _ALIKE
        for side in ("width", "height")
    )


def _side(picture: "Node", side: str) -> int:
    value = picture.found.record.get("picture", {}).get(side, 0)
    return value if isinstance(value, int) else 0


def _has_code(picture: "Node") -> bool:
    return bool(picture.found.record.get("codes"))


def _any(drawn: Iterator[grids.Grid]) -> bool:
    return next(drawn, None) is not None


def _sample(data: bytes, kind: str, scanner: str) -> "Sample":
    from unhook.files.scanner import Sample

    return Sample(data, kind, only=frozenset({scanner}))

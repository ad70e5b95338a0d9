"""A tree of files in the shapes that rules read: plain values, see `mql.library.explode` and its kin."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from unhook.files.model import Node, Tree
from unhook.message.model import Attachment

_DRAWN = frozenset({"page picture", "picture"})
_UNPACKED = "archive entry"

Brand = Mapping[str, str]
Together = Callable[[Sequence[Brand], str], Sequence[Brand]]
"""Brands of `ml.logo_detect`, from the logos and the words on one picture."""


def logos_alone(logos: Sequence[Brand], words: str) -> Sequence[Brand]:
    """Where nobody knows brands by their names."""
    return logos


def layers(tree: Tree, words: Callable[[Node], Any]) -> list[dict[str, Any]]:
    """`file.explode`: one record a file, in the tree's order. `words` gives the member `ocr` of a file, when
    a rule reads it: in the record it is a function.
    """
    return [_layer(node, words) for node in tree.nodes]


def expanded(tree: Tree) -> dict[str, Any]:
    """`file.expand_archives`: what stood in archives, nested ones too."""
    return {"files": [_as_attachment(node) for node in tree.nodes if node.how == _UNPACKED]}


def macros(tree: Tree) -> Any:
    """`file.oletools`: what is said of the document itself; null for any other file."""
    return tree.nodes[0].found.record.get("oletools")


def metadata(tree: Tree) -> Any:
    """`beta.parse_exif`: the file's own metadata; null where it has none."""
    return tree.nodes[0].found.record.get("exiftool")


def recognised(tree: Tree) -> dict[str, Any]:
    """`beta.ocr`: what was read on the picture, or on the pages of the document."""
    texts = [record["raw"] for record in _of_pages(tree, "ocr") if record.get("raw")]
    return {
        "text": "\n".join(texts) or None,
        "success": bool(texts),
        "page_results": [{"text": text} for text in texts],
    }


def codes(tree: Tree) -> dict[str, Any]:
    """`beta.scan_qr`: the codes on the picture, or on the pages and pictures of the document."""
    found = [code for items in _of_pages(tree, "codes") for code in items]
    return {"found": bool(found), "items": found}


def logos(tree: Tree, together: Together) -> dict[str, Any]:
    """`ml.logo_detect`: each brand once, as sure as where it was seen best."""
    best: dict[str, str] = {}
    for record in _pages(tree):
        shown = record.get("logo", {}).get("brands", ())
        for brand in together(shown, record.get("ocr", {}).get("raw", "")):
            known = best.get(brand["name"], "")
            best[brand["name"]] = max(known, brand["confidence"], key=_SURENESS.index)
    return {"brands": [{"name": name, "confidence": best[name]} for name in sorted(best)]}


_SURENESS = ("", "low", "medium", "high")


def _of_pages(tree: Tree, key: str) -> Iterator[Any]:
    """What scanners put under a key, of the file and what is drawn on it; not of files packed into it."""
    for record in _pages(tree):
        if (value := record.get(key)) is not None:
            yield value


def _pages(tree: Tree) -> Iterator[Mapping[str, Any]]:
    return (node.found.record for node in tree.nodes if node.parent is None or node.how in _DRAWN)


def extension(name: str | None) -> str | None:
    """Of a file name: lower case, without the dot."""
    _, dot, ending = (name or "").rpartition(".")
    return ending.lower() if dot else None


def _layer(node: Node, words: Callable[[Node], Any]) -> dict[str, Any]:
    found = node.found
    return {
        "file_name": node.name,
        "file_extension": extension(node.name),
        "size": node.size,
        "depth": node.depth,
        "flavors": {"mime": found.mime, "yara": found.flavors},
        "scan": {**found.record, "ocr": partial(words, node)},
        "kind": node.kind,
        "signs": [{"name": sign.name, "detail": sign.detail} for sign in found.signs],
    }


def _as_attachment(node: Node) -> Attachment:
    return Attachment(
        node.data,
        file_name=node.name,
        file_extension=extension(node.name),
        content_type=node.media_type,
        size=node.size,
    )

"""What is inside a file, as lines for a terminal and as JSON values."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from unhook.files.model import Node, Tree
from unhook.report.columns import cut
from unhook.report.defang import defang, harmless, visible

LINKS_SHOWN = 10
SIGNS_SHOWN = 20
FILES_SHOWN = 200
NAME_SHOWN = 80
DETAIL_SHOWN = 300


def lines(tree: Tree, width: int) -> list[str]:
    """The tree, a file a line with what is worth telling below it; names and links are made harmless.

    `!` is a sign, `>` a link, `?` what kept something from being read.
    """
    inside: defaultdict[int | None, list[int]] = defaultdict(list)
    for index, node in enumerate(tree.nodes):
        inside[node.parent].append(index)
    drawn = list(_drawn(tree, inside))
    drawn += [f"? {visible(fault.name)}" for fault in tree.faults]
    return [cut(line, width) for line in drawn]


def _drawn(tree: Tree, inside: dict[int | None, list[int]]) -> Iterator[str]:
    # A stack of its own: a tree may be deeper than anybody expects.
    waiting = [(0, "", "")]
    shown = 0
    while waiting:
        index, lead, margin = waiting.pop()
        if shown == FILES_SHOWN:
            yield f"… {len(tree.nodes) - shown} more files"
            return
        shown += 1
        node = tree.nodes[index]
        below = inside.get(index, [])
        yield lead + _headline(node)
        rest = margin + ("│ " if below else "  ")
        yield from (rest + told for told in _told(node))
        for place, child in reversed(list(enumerate(below))):
            last = place == len(below) - 1
            waiting.append((child, margin + ("└ " if last else "├ "), margin + ("  " if last else "│ ")))


def _headline(node: Node) -> str:
    how = "" if node.parent is None else f"  {visible(node.how)}"
    return f"{file_name(node)}  {node.kind}  {node.size:,} bytes{how}"


def _told(node: Node) -> Iterator[str]:
    found = node.found
    for sign in found.signs[:SIGNS_SHOWN]:
        yield "! " + _with_detail(sign.name, defang(sign.detail))
    yield from _more(len(found.signs) - SIGNS_SHOWN, "!")
    for link in found.references[:LINKS_SHOWN]:
        place = ", ".join(filter(None, (link.how, link.place)))
        yield f"> {harmless(link.url)[:DETAIL_SHOWN]} ({visible(place)})"
    yield from _more(len(found.references) - LINKS_SHOWN, ">")
    for fault in found.faults[:SIGNS_SHOWN]:
        yield "? " + _with_detail(fault.name, fault.detail)


def _more(count: int, mark: str) -> Iterator[str]:
    if count > 0:
        yield f"{mark} … {count} more"


def _with_detail(name: str, detail: str) -> str:
    return visible(f"{name}: {detail}" if detail else name)[:DETAIL_SHOWN]


def file_name(node: Node) -> str:
    """The file's name, visible and not defanged, as file names are everywhere."""
    return visible(node.name or "-")[:NAME_SHOWN]


def worth_telling(tree: Tree) -> bool:
    """Whether there is more to a file than the file itself."""
    found = tree.nodes[0].found
    return len(tree.nodes) > 1 or bool(tree.faults or found.signs or found.references or found.faults)


def as_dict(tree: Tree) -> dict[str, Any]:
    """`files` in the tree's order, each with its `parent`'s index, and `faults` of the walk itself.

    Names and links are exact, not defanged: programs compare them.
    """
    return {"files": [_file(node) for node in tree.nodes], "faults": [_fault(each) for each in tree.faults]}


def _file(node: Node) -> dict[str, Any]:
    found = node.found
    return {
        "name": node.name,
        "kind": node.kind,
        "mime": found.mime,
        "declared": node.media_type,
        "size": node.size,
        "how": node.how,
        "parent": node.parent,
        "depth": node.depth,
        **{name: found.record.get("hash", {}).get(name) for name in ("md5", "sha1", "sha256", "ssdeep")},
        "flavors": list(found.flavors),
        "signs": [{"name": sign.name, "detail": sign.detail} for sign in found.signs],
        "links": [{"url": each.url, "how": each.how, "place": each.place} for each in found.references],
        "texts": [{"text": each.text, "how": each.how} for each in found.texts],
        "faults": [_fault(each) for each in found.faults],
    }


def _fault(fault: Any) -> dict[str, str]:
    return {"name": fault.name, "detail": fault.detail}

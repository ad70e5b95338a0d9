"""Pages attached to a mail, also those in archives and those unpacked from other files."""

from collections.abc import Iterable, Iterator
from itertools import islice

from unhook.files.model import Node, Tree
from unhook.limits import PAGES, PageLimits
from unhook.message.mime import magic
from unhook.message.model import Message
from unhook.pages.saved.folder import PAGE_NAMES
from unhook.pages.saved.model import Saved

_KINDS = frozenset({"html", "svg"})
_RECIPIENTS = 10
_PLAIN = frozenset({"txt", "xml", magic.UNKNOWN})


def of(message: Message, trees: Iterable[Tree] = (), limits: PageLimits = PAGES) -> tuple[Saved, ...]:
    """The pages among a mail's attachments, in their order.

    `trees`: what is inside them, in the same order (`app.explode`); without, only the attachments themselves
    are seen. What a page unpacks by script is left to those who read the page.
    """
    trees = tuple(trees)
    found = _of_trees(trees) if trees else _of_message(message)
    return tuple(
        _saved(name, data, _recipients(message), limits) for name, data in islice(found, limits.pages)
    )


def _recipients(message: Message) -> tuple[str, ...]:
    boxes = [*message.recipients.to, *message.recipients.cc, *([message.mailbox] if message.mailbox else [])]
    return tuple(dict.fromkeys(box.email.email for box in boxes if box.email.email))[:_RECIPIENTS]


def _of_message(message: Message) -> Iterator[tuple[str, bytes]]:
    for attachment in message.attachments:
        if isinstance(attachment.raw, bytes) and is_page(
            magic.file_type(attachment.raw), attachment.file_name, attachment.content_type
        ):
            yield attachment.file_name or "-", attachment.raw


def _of_trees(trees: Iterable[Tree]) -> Iterator[tuple[str, bytes]]:
    for tree in trees:
        pages = {at for at, node in enumerate(tree.nodes) if _is_page_node(node)}
        for at in sorted(pages):
            node = tree.nodes[at]
            if node.parent not in pages:
                yield " > ".join(dict.fromkeys(_names(tree, at))), node.data


def _names(tree: Tree, at: int) -> Iterator[str]:
    node = tree.nodes[at]
    if node.parent is not None:
        yield from _names(tree, node.parent)
    yield node.name or node.kind


def _is_page_node(node: Node) -> bool:
    return is_page(node.kind, node.name, node.media_type)


def is_page(kind: str, name: str | None, media_type: str | None) -> bool:
    """Whether a browser would show a file as a page: by its content, else by its name or declared type."""
    if kind in _KINDS:
        return True
    named = (name or "").lower().endswith(tuple(PAGE_NAMES)) or media_type in {"text/html", "image/svg+xml"}
    return kind in _PLAIN and named


def _saved(name: str, data: bytes, recipients: tuple[str, ...], limits: PageLimits) -> Saved:
    reached = ("html_bytes",) if len(data) > limits.html_bytes else ()
    return Saved(data[: limits.html_bytes], name, recipients=recipients, reached=reached)

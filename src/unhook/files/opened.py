"""A message whose files were looked into. Light, since every check asks for one."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unhook.context import Context
from unhook.files import own_codes
from unhook.files.capabilities import Files
from unhook.message.model import Message

if TYPE_CHECKING:
    from unhook.files.model import Tree


@dataclass(frozen=True, slots=True)
class Opened:
    """A message with what was found in its files, and the context that answers rules from the same `trees`,
    which stand in the order of `Message.attachments`.
    """

    message: Message
    context: Context
    trees: tuple["Tree", ...] = ()


def opened(message: Message, context: Context) -> Opened:
    """Look into all files of a message, and for codes that it draws without one. Nothing is done where there
    are neither, or where the context holds no `Files`: nobody wants it, or the caller answers for files.

    Words are read on pictures where the message has hardly any itself.
    """
    files = context.facts.get("explode")
    if not isinstance(files, Files):
        return Opened(message, context)
    drawings = own_codes.drawings(message, context.limits)
    if not message.attachments and not drawings:
        return Opened(message, context)
    from unhook.files import joined

    exploder = files.of(message)
    trees = tuple(exploder.tree(attachment) for attachment in message.attachments)
    if joined.says_hardly_anything(message):
        trees = tuple(
            tree if joined.speaks(tree) else exploder.tree(attachment, "ocr")
            for attachment, tree in zip(message.attachments, trees, strict=True)
        )
    own = [exploder.look(sample) for sample in (*drawings, *own_codes.pieces(trees))]
    facts = {name: exploder if fact is files else fact for name, fact in context.facts.items()}
    return Opened(joined.joined(message, trees, context.limits, own), replace(context, facts=facts), trees)

"""A message whose files were looked into. Light, since every check asks for one."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unhook.context import Context
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
    """Look into all files of a message. Nothing is done where there are none, or where the context holds no
    `Files`: nobody wants it, or the caller answers for files.
    """
    files = context.facts.get("explode") if message.attachments else None
    if not isinstance(files, Files):
        return Opened(message, context)
    from unhook.files import joined

    exploder = files.of(message)
    trees = tuple(exploder.tree(attachment) for attachment in message.attachments)
    facts = {name: exploder if fact is files else fact for name, fact in context.facts.items()}
    return Opened(joined.joined(message, trees, context.limits), replace(context, facts=facts), trees)

"""Bytes to the message model. `parse` is the way in; `container.stored` reads what mails are kept in."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unhook.context import Context
    from unhook.message.model import Message

__all__ = ["parse"]


def parse(raw: bytes, context: "Context | None" = None) -> "Message":
    """Read one message; see `unhook.message.parser.parse`. Never raises on content."""
    # The values in this package are imported everywhere; the parsers behind this are not.
    from unhook.message import parser

    return parser.parse(raw, context)

"""What a rule asks of the world around a message, and what of it is here."""

from collections.abc import Iterator, Mapping
from typing import Any

from unhook.context import Context
from unhook.mql import syntax as s
from unhook.mql.checker import Checked
from unhook.mql.run import FACTS, Run


def asked(checked: Checked) -> frozenset[str]:
    """The names a rule's outcome could miss: capabilities that answer its functions (`nlu`), named lists
    (`$org_vips`), facts of the delivery (`mailbox`). All that stand in it count, wherever a mail leads.
    """
    capabilities = {each.needs for each in checked.functions.values() if each.needs}
    return frozenset(capabilities | set(_named(checked.tree)))


def _named(node: s.Node) -> Iterator[str]:
    if isinstance(node, s.ListRef):
        yield f"${node.name}"
    elif isinstance(node, s.Root) and node.name in FACTS:
        yield node.name
    for child in s.children(node):
        yield from _named(child)


class Supply:
    """What is at hand: the context's facts and lists, and `lists` behind them."""

    def __init__(self, context: Context, lists: Mapping[str, Any]) -> None:
        # The run of no message: it knows where lists are looked for.
        from unhook.message import parse

        self._run = Run(parse(b"", context), context, lists=lists)

    def has(self, name: str) -> bool:
        """Whether a capability, `$list` or fact is at hand."""
        return self._run.has(name)

    def missing(self, names: frozenset[str]) -> frozenset[str]:
        """Those of the names that are not at hand."""
        return frozenset(name for name in names if not self.has(name))

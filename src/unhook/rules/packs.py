"""Several packs asked about one message."""

from dataclasses import dataclass

from unhook.context import Context
from unhook.later import Later
from unhook.message.model import Message
from unhook.rules.finding import Findings
from unhook.rules.pack import Pack


@dataclass(frozen=True, slots=True)
class Packs:
    """Packs side by side: none of them sees another's lists, and an exclusion concerns its own pack alone."""

    packs: tuple[Pack, ...]

    def run(self, message: Message, context: Context | None = None) -> Findings:
        """All packs' findings in the order of the packs."""
        found = [pack.run(message, context) for pack in self.packs]
        return Findings(
            tuple(hit for each in found for hit in each.hits),
            Later(lambda: tuple(open_ for each in found for open_ in each.not_evaluated)),
            tuple(name for each in found for name in each.excluded),
            tuple(dict.fromkeys(limit for each in found for limit in each.limits_reached)),
        )

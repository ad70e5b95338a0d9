"""What a report is made from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unhook.message.model import Message
from unhook.verdict.model import Reason, Verdict

if TYPE_CHECKING:
    from unhook.files.model import Tree
    from unhook.pages.reports import Reports


@dataclass(frozen=True, slots=True)
class Judged:
    """A message and its verdict; `path` is where it came from as a person named it, `ms` how long it took.

    `trees`: what is in its files, in the order of its attachments; empty where nobody looked. `pages`:
    what was told of the pages behind its links; None where nobody looked.
    """

    path: str
    message: Message
    verdict: Verdict
    ms: float = 0.0
    trees: "tuple[Tree, ...]" = ()
    pages: "Reports | None" = None

    @property
    def flags(self) -> tuple[Reason, ...]:
        """The red flags that counted, the heaviest first."""
        return tuple(reason for reason in self.verdict.reasons if reason.contribution > 0)

    @property
    def weak(self) -> bool:
        """Whether flags were found, yet too few for a warning: "nothing" must not stand above a list."""
        return self.verdict.level == "clean" and bool(self.flags)

    @property
    def honest(self) -> tuple[Reason, ...]:
        """The signs of honesty that counted, the heaviest first."""
        return tuple(reason for reason in self.verdict.reasons if reason.contribution < 0)

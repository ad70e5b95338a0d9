"""What became of one mail, and who is told."""

from dataclasses import dataclass
from typing import Literal, Protocol

from unhook.actions.model import Plan
from unhook.errors import UnhookError
from unhook.mailflow.envelope import Envelope
from unhook.message.model import Message
from unhook.rules.finding import Findings
from unhook.verdict.model import Verdict

Performed = Literal["done", "passed", "refused", "abandoned", "unknown"]
"""`done`: the server took the plan. `passed`: it took the mail without a verdict. `refused`: it was told to
let the mail come again. `abandoned`: it went away before it was told. `unknown`: it was told, or nearly so,
and nobody knows whether it heard.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One try to deliver a mail. `raw` are the judged bytes: the server's trace fields, then the mail.

    `findings`, `verdict` and `plan` are None for mail that was not judged: what a signed-in user sends, and
    what failed; then `failure` says how.
    """

    envelope: Envelope
    raw: bytes
    message: Message
    performed: Performed
    findings: Findings | None = None
    verdict: Verdict | None = None
    plan: Plan | None = None
    failure: str | None = None


class UnavailableError(UnhookError):
    """The recorder cannot take anything now; the same outcome is offered again later."""


class Recorder(Protocol):
    """Keeps outcomes. It is offered each at least once, and keeps each once, by `envelope.id`."""

    def record(self, outcome: Outcome) -> None:
        """Keep it, whole or not at all. Raises `UnavailableError` where that is not possible now."""

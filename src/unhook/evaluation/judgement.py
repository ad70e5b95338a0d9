"""One mail's answer beside what the mail is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from unhook.verdict.model import Level

State = Literal["complete", "incomplete", "failed"]


@dataclass(frozen=True, slots=True)
class Why:
    """A reason that counted: its rule, its sentence for people (fit for a screen) and its log-odds."""

    rule: str
    sentence: str
    contribution: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of one mail that is `phish` or is not.

    `levels` maps each policy's name to its verdict; `score` is the probability under the policy asked
    for. `state` tells whether the analysis was complete; a failed one has score 0 and level
    `incomplete` throughout, since nobody was warned, and `error` says why. `language` is the English
    name, None where the text does not tell. `subject` and `reasons` are there to be shown.
    """

    path: str
    phish: bool
    score: float = 0.0
    levels: Mapping[str, Level] = field(default_factory=dict)
    state: State = "complete"
    language: str | None = None
    subject: str = ""
    reasons: tuple[Why, ...] = ()
    error: str | None = None

    def flagged(self, policy: str) -> bool:
        """Whether somebody was warned under that policy."""
        return self.levels.get(policy) in ("suspicious", "malicious")

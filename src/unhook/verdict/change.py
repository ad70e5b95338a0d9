"""What became of a verdict when more was known of the same mail."""

from dataclasses import dataclass

from unhook.verdict.model import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after`: the verdicts on the same bytes, under the same policy, rules and model."""

    before: Verdict
    after: Verdict

    @property
    def changed(self) -> bool:
        """Whether the mail is called something else now."""
        return self.before.level != self.after.level

    @property
    def new(self) -> tuple[Reason, ...]:
        """The reasons that were not there before, the heaviest first."""
        known = {reason.finding.rule for reason in self.before.reasons}
        return tuple(reason for reason in self.after.reasons if reason.finding.rule not in known)

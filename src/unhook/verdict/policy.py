"""How much evidence makes a verdict: every threshold in one frozen place.

The score is a log-odds sum. `bias` is what a mail starts with before anything is found;
each finding adds its rule's weight, less for each further finding of the same group,
since the signs of one group tend to come together. Bias and thresholds were set on the
development half of the measured mail only; `docs/measurements.md` tells what they give
on the other half.
"""

from dataclasses import dataclass, replace

from unhook.errors import ConfigError
from unhook.verdict.model import Level


@dataclass(frozen=True, slots=True)
class Policy:
    """One operator's balance between missed attacks and false alarms.

    `suspicious` and `malicious` are the scores (0..1) from which a mail is called so.
    `decay` is the factor for each further finding within a group. `honesty` is the most
    log-odds that signs of honesty may take away: neither one first-party link nor one
    authentication pass whitelists a mail. `structure` is the least weight of a finding
    outside `word_groups` without which no mail is called malicious: a genuine notice may
    use every word that a forged one uses.
    """

    name: str
    suspicious: float
    malicious: float
    bias: float = -2.5
    decay: float = 0.7
    honesty: float = 3.0
    structure: float = 0.5
    word_groups: frozenset[str] = frozenset({"text", "wording", "correction"})

    def level(self, score: float, *, incomplete: bool) -> Level:
        """What a mail with this score is called; `incomplete`: not all of it was looked at."""
        if score >= self.malicious:
            return "malicious"
        if score >= self.suspicious:
            return "suspicious"
        return "incomplete" if incomplete else "clean"


BALANCED = Policy("balanced", suspicious=0.5, malicious=0.92)
CAUTIOUS = replace(BALANCED, name="cautious", suspicious=0.7, malicious=0.97)
STRICT = replace(BALANCED, name="strict", suspicious=0.35, malicious=0.85)

POLICIES = {policy.name: policy for policy in (CAUTIOUS, BALANCED, STRICT)}


def named(name: str) -> Policy:
    """The policy of that name; `ConfigError` lists the known ones when there is none."""
    try:
        return POLICIES[name]
    except KeyError:
        raise ConfigError(f"no policy is called {name!r}; choose one of {', '.join(POLICIES)}") from None

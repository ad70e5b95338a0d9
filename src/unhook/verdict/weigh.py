"""Findings to contributions: a log-odds sum in which every reason keeps its exact share."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from math import exp, log

from unhook.rules.finding import Finding
from unhook.verdict.model import Reason
from unhook.verdict.policy import Policy

MARGIN = 1e-6
"""How far below the threshold (log-odds) a mail stays that only words speak against."""


def logit(score: float) -> float:
    """Log-odds of a score between 0 and 1, both excluded."""
    return log(score / (1 - score))


def score(log_odds: float) -> float:
    """The score in 0..1 of a log-odds sum, without overflow at either end."""
    if log_odds >= 0:
        return 1 / (1 + exp(-log_odds))
    return exp(log_odds) / (1 + exp(log_odds))


def weigh(findings: Iterable[Finding], policy: Policy) -> tuple[Reason, ...]:
    """Each finding with its share, the strongest first; the shares and the bias add up to the score.

    Findings of one group and sign count `decay` times less each, the heaviest first.
    Signs of honesty together take away at most `policy.honesty`. Without a structural
    finding the words together stay below the malicious threshold.
    """
    reasons = _diminish(findings, policy)
    honesty = sum(reason.contribution for reason in reasons if reason.contribution < 0)
    if honesty < -policy.honesty:
        factor = policy.honesty / -honesty
        reasons = [_scaled(reason, factor) if reason.contribution < 0 else reason for reason in reasons]
    against = sum(reason.contribution for reason in reasons if reason.contribution > 0)
    room = logit(policy.malicious) - MARGIN - policy.bias + min(-honesty, policy.honesty)
    if against > room and not any(is_structural(reason.finding, policy) for reason in reasons):
        factor = room / against
        reasons = [_scaled(reason, factor) if reason.contribution > 0 else reason for reason in reasons]
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.contribution), reason.finding.rule)))


def is_structural(finding: Finding, policy: Policy) -> bool:
    """Whether a finding stands on more than the mail's words, and weighs enough to carry a verdict."""
    return finding.group not in policy.word_groups and finding.weight >= policy.structure


def _diminish(findings: Iterable[Finding], policy: Policy) -> list[Reason]:
    groups: defaultdict[tuple[str, bool], list[Finding]] = defaultdict(list)
    # Sorted first: floating-point sums must not depend on the order in which rules ran.
    for finding in sorted(findings, key=lambda finding: finding.rule):
        # A rule without a group stands for itself: nothing is known about what it comes together with.
        groups[finding.group or finding.rule, finding.weight < 0].append(finding)
    reasons = []
    for members in groups.values():
        members.sort(key=lambda finding: -abs(finding.weight))
        reasons += [
            Reason(finding, finding.weight * policy.decay**rank) for rank, finding in enumerate(members)
        ]
    return reasons


def _scaled(reason: Reason, factor: float) -> Reason:
    return replace(reason, contribution=reason.contribution * factor)

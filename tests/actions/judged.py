"""Verdicts made up for tests."""

from unhook.rules.finding import Finding
from unhook.verdict.model import Level, Reason, Verdict


def verdict(level: Level = "malicious", bias: float = -2.5, **rules: float) -> Verdict:
    """One of this level, with a finding of each rule (underscores stand for hyphens) and its share."""
    reasons = tuple(
        Reason(Finding(rule.replace("_", "-"), rule, "high", rule, weight=share), share)
        for rule, share in rules.items()
    )
    return Verdict(level, 0.98, ("credential_phishing",), reasons, bias=bias)

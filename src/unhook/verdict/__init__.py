"""Findings to a decision: one word, a score, reasons in order of weight, and what to do."""

from unhook.verdict.decide import decide
from unhook.verdict.model import Advice, AttackType, Level, Reason, Verdict
from unhook.verdict.policy import BALANCED, CAUTIOUS, STRICT, Policy

__all__ = [
    "BALANCED",
    "CAUTIOUS",
    "STRICT",
    "Advice",
    "AttackType",
    "Level",
    "Policy",
    "Reason",
    "Verdict",
    "decide",
]

"""The decision: findings weighed, put into one word, with the attack's kind and what to do."""

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from unhook.context import Context
from unhook.limits import DEFAULT
from unhook.message.model import Message
from unhook.rules.finding import Findings
from unhook.verdict import history
from unhook.verdict.advice import advise
from unhook.verdict.model import AttackType, Reason, Verdict
from unhook.verdict.policy import BALANCED, Policy
from unhook.verdict.weigh import score, weigh

if TYPE_CHECKING:
    from unhook.verdict.learnt import Learnt

ATTACK_TYPES: tuple[AttackType, ...] = get_args(AttackType)

MAIN_SHARE = 0.4
"""An attack type is named when it weighs at least this share of the heaviest one."""


def decide(
    message: Message,
    findings: Findings,
    context: Context | None = None,
    policy: Policy = BALANCED,
    model: "Learnt | None" = None,
) -> Verdict:
    """The verdict on a message from what the rules said of it, from its sender's history where `context`
    supplies one and, with a `model`, from its words.

    The same findings and the same model give the same verdict. Without a model the rules'
    authors' weights and the policy's bias count.
    """
    hits = (*findings.hits, *history.findings(message, context))
    if model is not None:
        limits = context.limits if context else DEFAULT
        hits, policy = model.weighed(message, hits, limits), replace(policy, bias=model.bias)
    reasons = weigh(hits, policy)
    value = score(policy.bias + sum(reason.contribution for reason in reasons))
    incomplete = why_incomplete(message, findings.limits_reached)
    level = policy.level(value, incomplete=bool(incomplete))
    types = attack_types(reasons) if level in {"malicious", "suspicious"} else ()
    return Verdict(
        level=level,
        score=value,
        attack_types=types,
        reasons=reasons,
        advice=advise(level, types),
        incomplete=incomplete,
        not_evaluated=findings.not_evaluated,
        bias=policy.bias,
        excluded=findings.excluded,
    )


def attack_types(reasons: tuple[Reason, ...]) -> tuple[AttackType, ...]:
    """The kinds of attack that the reasons speak of, the heaviest first, without faint ones."""
    weights: defaultdict[AttackType, float] = defaultdict(float)
    for reason in reasons:
        if reason.contribution > 0:
            for name in ATTACK_TYPES:
                if name in reason.finding.attack_types:
                    weights[name] += reason.contribution
    most = max(weights.values(), default=0.0)
    named = sorted(weights, key=lambda name: (-weights[name], ATTACK_TYPES.index(name)))
    return tuple(name for name in named if weights[name] >= most * MAIN_SHARE)


def why_incomplete(message: Message, limits_reached: tuple[str, ...]) -> tuple[str, ...]:
    """The limits and defects that kept something from being looked at, each once.

    `limits_reached` are those that rules met. A rule that lacks an outside fact is no gap in the
    analysis of the message itself; one that ran out of time is.
    """
    reasons = [defect.limit for defect in message.defects if defect.limit]
    reasons += [defect.code for defect in message.defects if defect.code in HIDING_DEFECTS]
    reasons += [f"{defect.code}: {defect.detail}" for defect in message.defects if defect.code in FILE_GAPS]
    reasons += limits_reached
    if message.truncated and not reasons:
        reasons.append("message_bytes")
    return tuple(dict.fromkeys(reasons))


HIDING_DEFECTS = frozenset({"unknown-transfer-encoding"})
"""Defect codes that hide content although no limit was reached."""

FILE_GAPS = frozenset({"file-locked", "file-too-large", "file-unread"})
"""Defect codes of a file that was not read wholly; the detail names it."""

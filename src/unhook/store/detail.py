"""A verdict as JSON and back, so that a stored one can be shown as on its first day.

Rules that were not evaluated are left out: thousands with a feed, and the same for every mail.
"""

from dataclasses import asdict
from typing import Any

from unhook.rules.finding import Evidence, Finding
from unhook.verdict.model import Advice, Reason, Verdict


def written(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain values."""
    return {
        "level": verdict.level,
        "score": verdict.score,
        "bias": verdict.bias,
        "attack_types": list(verdict.attack_types),
        "incomplete": list(verdict.incomplete),
        "excluded": list(verdict.excluded),
        "advice": asdict(verdict.advice),
        "reasons": [_reason(reason) for reason in verdict.reasons],
    }


def read(value: dict[str, Any]) -> Verdict:
    """The verdict that these values were written from."""
    advice = value["advice"]
    return Verdict(
        level=value["level"],
        score=value["score"],
        bias=value["bias"],
        attack_types=tuple(value["attack_types"]),
        incomplete=tuple(value["incomplete"]),
        excluded=tuple(value["excluded"]),
        advice=Advice(
            **{name: tuple(advice[name]) for name in ("do", "avoid", "verify", "tell")},
            after=tuple((event, tuple(steps)) for event, steps in advice["after"]),
        ),
        reasons=tuple(Reason(_finding(each["finding"]), each["contribution"]) for each in value["reasons"]),
    )


def _reason(reason: Reason) -> dict[str, Any]:
    finding = reason.finding
    plain = {
        name: getattr(finding, name)
        for name in ("rule", "name", "severity", "sentence", "weight", "group", "source", "assumed")
    }
    plain |= {
        "attack_types": list(finding.attack_types),
        "techniques": list(finding.techniques),
        "sentences": dict(finding.sentences),
        "evidence": [asdict(evidence) for evidence in finding.evidence],
    }
    return {"finding": plain, "contribution": reason.contribution}


def _finding(value: dict[str, Any]) -> Finding:
    evidence = tuple(
        Evidence(each["field"], each["snippet"], _span(each["span"]), _span(each["raw"]))
        for each in value["evidence"]
    )
    lists = {name: tuple(value[name]) for name in ("attack_types", "techniques")}
    return Finding(**{**value, **lists, "evidence": evidence})


def _span(value: list[int] | None) -> tuple[int, int] | None:
    return None if value is None else (value[0], value[1])

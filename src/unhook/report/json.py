"""The report for machines: one JSON object a message."""

import json
from typing import Any

from unhook.catalogue import Catalogue
from unhook.report.judged import Judged
from unhook.report.wording import sentence, verdict_sentence
from unhook.verdict.model import Reason


def as_dict(judged: Judged, catalogue: Catalogue) -> dict[str, Any]:
    """The public shape: `path`, `message_id`, `verdict`, `score`, `attack_types`, `sentence`,
    `findings`, `incomplete`, `not_evaluated`, `advice` (catalogue keys) and `ms`; where files were
    looked into also `attachments`, what is in each (`report.inside`); where pages behind links are known
    also `pages`, `indicators`, `change` and `links` (`report.behind`); with feeds also `excluded`, where
    an exclusion took their hits away.

    Snippets are exact, not defanged: programs compare them. `span` counts characters in
    the field's text, `raw` bytes in the message; both are half-open and may be null.
    """
    verdict = judged.verdict
    advice = verdict.advice
    excluded = {"excluded": list(verdict.excluded)} if verdict.excluded else {}
    return {
        "path": judged.path,
        "message_id": judged.message.headers.message_id,
        "verdict": verdict.level,
        "score": round(verdict.score, 6),
        "attack_types": list(verdict.attack_types),
        "sentence": verdict_sentence(judged, catalogue),
        "findings": [_finding(reason, catalogue) for reason in verdict.reasons],
        "incomplete": list(verdict.incomplete),
        **excluded,
        "not_evaluated": [{"rule": rule.rule, "needs": list(rule.needs)} for rule in verdict.not_evaluated],
        "advice": {
            "do": list(advice.do),
            "avoid": list(advice.avoid),
            "verify": list(advice.verify),
            "tell": list(advice.tell),
            "after": {event: list(steps) for event, steps in advice.after},
        },
        **_attachments(judged),
        **_behind(judged),
        "ms": round(judged.ms, 3),
    }


def _attachments(judged: Judged) -> dict[str, Any]:
    if not judged.trees:
        return {}
    from unhook.report import inside

    return {"attachments": [inside.as_dict(tree) for tree in judged.trees]}


def _behind(judged: Judged) -> dict[str, Any]:
    if not judged.pages and judged.followed is None:
        return {}
    from unhook.report import behind

    return behind.as_dict(judged)


def dumps(value: object, indent: int | None = None) -> str:
    """JSON in printable ASCII, so that no terminal obeys what a mail put into it."""
    # `ensure_ascii` leaves DEL alone; lone surrogates come out escaped.
    return json.dumps(value, ensure_ascii=True, indent=indent, default=str).replace("\x7f", "\\u007f")


def render(judged: Judged, catalogue: Catalogue, indent: int | None = None) -> str:
    """One message as JSON, on one line (JSON Lines) unless `indent` is given; no line feed at the end."""
    return dumps(as_dict(judged, catalogue), indent)


def _finding(reason: Reason, catalogue: Catalogue) -> dict[str, Any]:
    finding = reason.finding
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "sentence": sentence(finding, catalogue),
        "contribution": round(reason.contribution, 6),
        "attack_types": list(finding.attack_types),
        "techniques": list(finding.techniques),
        "source": finding.source,
        "assumed": finding.assumed,
        "evidence": [
            {
                "field": evidence.field,
                "span": list(evidence.span) if evidence.span else None,
                "snippet": evidence.snippet,
                "raw": list(evidence.raw) if evidence.raw else None,
            }
            for evidence in finding.evidence
        ],
    }

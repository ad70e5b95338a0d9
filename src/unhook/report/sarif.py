"""The report as SARIF 2.1.0 (OASIS Standard, 2020), for tools that show findings in files."""

from collections.abc import Iterable
from typing import Any

from unhook.catalogue import Catalogue
from unhook.report.json import dumps
from unhook.report.judged import Judged
from unhook.report.wording import gap, sentence, verdict_sentence
from unhook.rules.finding import Evidence, Finding
from unhook.verdict.model import Reason
from unhook.version import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "informational": "note"}


def render(judged: Judged, catalogue: Catalogue) -> str:
    """One mail's part of a log: its rules, results and notifications, to be joined by `join`."""
    uri = _uri(judged.path)
    verdict = judged.verdict
    return dumps(
        {
            "rules": [_rule(reason.finding) for reason in judged.flags],
            "results": [_result(reason, uri, judged, catalogue) for reason in judged.flags],
            "artifact": {
                "location": {"uri": uri},
                "length": len(judged.message.raw),
                "properties": {
                    "verdict": verdict.level,
                    "score": round(verdict.score, 6),
                    "attackTypes": list(verdict.attack_types),
                    "sentence": verdict_sentence(judged, catalogue),
                },
            },
            "notifications": [
                {
                    "level": "error",
                    "message": {"text": gap(name, catalogue)},
                    "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}}}],
                }
                for name in verdict.incomplete
            ],
        }
    )


def join(pieces: Iterable[dict[str, Any]]) -> str:
    """A whole log with one run out of the parts that `render` made, as indented JSON text."""
    rules: dict[str, dict[str, Any]] = {}
    results: list[dict[str, Any]] = []
    artifacts: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    for piece in pieces:
        for rule in piece["rules"]:
            rules.setdefault(rule["id"], rule)
        results += piece["results"]
        artifacts.append(piece["artifact"])
        notifications += piece["notifications"]
    index = {id_: position for position, id_ in enumerate(rules)}
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    run = {
        "tool": {"driver": {"name": "Unhook", "version": VERSION, "rules": list(rules.values())}},
        "invocations": [
            # A gap in one mail is a gap in the run.
            {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}
        ],
        "artifacts": artifacts,
        "results": results,
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "name": finding.rule,
        "shortDescription": {"text": finding.name or finding.rule},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"severity": finding.severity, "tags": [*finding.attack_types, *finding.techniques]},
    }


def _result(reason: Reason, uri: str, judged: Judged, catalogue: Catalogue) -> dict[str, Any]:
    finding = reason.finding
    locations = [_location(evidence, uri) for evidence in finding.evidence]
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": sentence(finding, catalogue)},
        # A finding without evidence still names the file.
        "locations": locations or [{"physicalLocation": {"artifactLocation": {"uri": uri}}}],
        "properties": {
            "contribution": round(reason.contribution, 6),
            "messageId": judged.message.headers.message_id,
        },
    }


def _location(evidence: Evidence, uri: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if evidence.raw is not None:
        start, end = evidence.raw
        physical["region"] = {
            "byteOffset": start,
            "byteLength": end - start,
            "snippet": {"text": evidence.snippet},
        }
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": evidence.field, "kind": "member"}],
    }


def _uri(path: str) -> str:
    """A URI reference (RFC 3986) for a path as a person named it; the mail's number stays as fragment."""
    from urllib.parse import quote

    name, mark, number = path.rpartition("#")
    if mark and number.isdecimal():
        return f"{quote(name)}#{number}"
    return quote(path)

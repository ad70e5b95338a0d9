"""A look as JSON and back. Of what several people saw only the judgement stays."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, cast, get_args

from unhook.pages.broker import Request
from unhook.pages.flow.model import Known
from unhook.pages.live.model import Attempt, Refusal
from unhook.pages.probe.model import Identity, ProbeReport, View
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.source.model import GRAVITY, Reason

_VERSION = 2


def write(known: Known) -> bytes:
    """The bytes of a look."""
    facts = asdict(replace(known, probe=None, attempts=()))
    facts |= {"probe": _judged(known.probe), "attempts": list(map(_tried, known.attempts))}
    return json.dumps({"version": _VERSION, **facts}, default=_packed).encode()


def read(data: bytes) -> Known:
    """The look that bytes hold. Raises `ValueError` for any others."""
    try:
        facts = json.loads(data)
        if facts["version"] != _VERSION:
            raise ValueError("another version")
        return Known(
            str(facts["address"]),
            float(facts["at"]),
            _saved(facts["saved"]) if facts["saved"] else None,
            _refusal(facts["refusal"]),
            str(facts["detail"]),
            _probe(facts["probe"]) if facts["probe"] else None,
            str(facts["unopened"]),
            tuple(map(_attempt, facts["attempts"])),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no look: {error}") from None


def _packed(value: object) -> str:
    assert isinstance(value, bytes)
    return base64.b64encode(value).decode()


def _saved(facts: Mapping[str, Any]) -> Saved:
    resources = (Resource(**{**each, "data": base64.b64decode(each["data"])}) for each in facts["resources"])
    return Saved(
        **{
            **facts,
            "html": base64.b64decode(facts["html"]),
            "redirects": tuple(facts["redirects"]),
            "recipients": tuple(facts["recipients"]),
            "reached": tuple(facts["reached"]),
            "resources": tuple(resources),
        }
    )


def _tried(attempt: Attempt) -> dict[str, Any]:
    request = attempt.request
    facts = {name: value for name, value in asdict(attempt).items() if name != "request"}
    return {**facts, "request": [request.url, request.method, request.kind, request.navigation]}


def _attempt(facts: Mapping[str, Any]) -> Attempt:
    request = Request(*facts["request"])
    return Attempt(**{**facts, "request": request, "refusal": _refusal(facts["refusal"])})


def _refusal(name: str | None) -> Refusal | None:
    if name is not None and name not in _flat(Refusal):
        raise ValueError(name)
    return cast(Refusal | None, name)


def _flat(kind: object) -> frozenset[str]:
    return frozenset(name for each in get_args(kind) for name in (_flat(each) if get_args(each) else {each}))


def _judged(probe: ProbeReport | None) -> dict[str, Any] | None:
    if probe is None:
        return None
    return {
        "start": probe.start,
        "reach": probe.reach,
        "verdict": probe.verdict,
        "sure": probe.sure,
        "score": probe.score,
        "adapts": probe.adapts,
        "alike": probe.alike,
        "reasons": [[each.key, each.verdict, dict(each.values)] for each in probe.reasons],
        "views": [
            [view.identity.letter, view.identity.repeat, view.fault, view.unheard] for view in probe.views
        ],
    }


def _probe(facts: Mapping[str, Any]) -> ProbeReport:
    if facts["verdict"] not in GRAVITY:
        raise ValueError(facts["verdict"])
    start = str(facts["start"])
    return ProbeReport(
        start,
        facts["reach"],
        tuple(
            View(Identity(letter, repeat=repeat), start, start, fault=fault, unheard=tuple(unheard))
            for letter, repeat, fault, unheard in facts["views"]
        ),
        facts["verdict"],
        facts["sure"],
        tuple(Reason(key, verdict, values) for key, verdict, values in facts["reasons"]),
        score=float(facts["score"]),
        adapts=bool(facts["adapts"]),
        alike=bool(facts["alike"]),
    )

"""A look as JSON and back."""

import base64
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast, get_args

from unhook.pages.flow.model import Known, Probed
from unhook.pages.live.model import Refusal
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.source.model import GRAVITY, Sure, Verdict

_VERSION = 1


def write(known: Known) -> bytes:
    """The bytes of a look."""
    return json.dumps({"version": _VERSION, **asdict(known)}, default=_packed).encode()


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
            _probed(facts["probed"]) if facts["probed"] else None,
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
            "reached": tuple(facts["reached"]),
            "resources": tuple(resources),
        }
    )


def _refusal(name: str | None) -> Refusal | None:
    if name is not None and name not in _flat(Refusal):
        raise ValueError(name)
    return cast(Refusal | None, name)


def _flat(kind: object) -> frozenset[str]:
    return frozenset(name for each in get_args(kind) for name in (_flat(each) if get_args(each) else {each}))


def _probed(facts: Mapping[str, Any]) -> Probed:
    if facts["verdict"] not in GRAVITY:
        raise ValueError(facts["verdict"])
    reasons = tuple((key, verdict, dict(values)) for key, verdict, values in facts["reasons"])
    return Probed(cast(Verdict, facts["verdict"]), cast(Sure, facts["sure"]), reasons)

"""A MISP event (MISP core format, draft-dulaunoy-misp-core-format), ready to be imported."""

import json
from datetime import datetime
from typing import Any

from unhook.export.batch import EPOCH, Batch
from unhook.export.naming import named
from unhook.indicators import Indicator
from unhook.report.defang import harmless

_TYPES = {
    "host": ("Network activity", "hostname"),
    "url": ("Network activity", "url"),
    "sha256": ("Payload delivery", "sha256"),
    "ip": ("Network activity", "ip-dst"),
}
_ROLES = {
    "sender": ("Payload delivery", "email-src"),
    "reply-to": ("Payload delivery", "email-reply-to"),
    "origin": ("Network activity", "ip-src"),
}
_SURE = 70
"""From which confidence on a machine may act by it (`to_ids`)."""
_THREAT = {"malicious": "2", "suspicious": "3"}


def render(batch: Batch) -> str:
    """The event as JSON: for your organisation only, and not published. One batch gives one text."""
    subject = batch.campaign.subject if batch.campaign else batch.mails[0].subject if batch.mails else ""
    worst = next((m.level for m in batch.mails if m.level == "malicious"), "suspicious")
    event = {
        "uuid": str(named("event", batch.key)),
        "info": f"Phishing mail: {harmless(subject)}"[:250],
        "date": f"{batch.first:%Y-%m-%d}",
        "timestamp": _seconds(batch.last),
        "threat_level_id": _THREAT[worst],
        "analysis": "2",
        "distribution": "0",
        "published": False,
        "Attribute": [_attribute(each) for each in batch.indicators],
        "Tag": [{"name": "tlp:amber"}, *({"name": f'unhook:attack="{k}"'} for k in batch.attack_types)],
    }
    return json.dumps({"Event": event}, indent=2) + "\n"


def _attribute(each: Indicator) -> dict[str, Any]:
    category, kind = (each.kind in ("email", "ip") and _ROLES.get(each.role)) or _TYPES.get(
        each.kind, ("Payload delivery", "email-src")
    )
    found: dict[str, Any] = {
        "uuid": str(named("attribute", *each.key)),
        "type": kind,
        "category": category,
        "value": each.value,
        "to_ids": each.confidence >= _SURE,
        "distribution": "5",
        "disable_correlation": False,
        "timestamp": _seconds(each.last or EPOCH),
        "comment": f"{each.role}, confidence {each.confidence}" + (f", {each.brand}" if each.brand else ""),
    }
    if each.first is not None and each.last is not None:
        found |= {"first_seen": each.first.isoformat(), "last_seen": each.last.isoformat()}
    return found


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))

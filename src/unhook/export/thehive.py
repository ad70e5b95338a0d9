"""An alert for TheHive 5 (and Cortex), as its API's `POST /api/v1/alert` takes it."""

import json
from typing import Any

from unhook.export.batch import Batch
from unhook.indicators import Indicator
from unhook.report.defang import harmless

_TYPES = {"host": "fqdn", "url": "url", "email": "mail", "sha256": "hash", "ip": "ip"}
_SEVERITY = {"malicious": 3, "suspicious": 2}
_SURE = 70
_LISTED = 20
_MARKUP = str.maketrans({each: f"\\{each}" for each in "\\`*_{}[]()<>#+-!|~"})


def render(batch: Batch) -> str:
    """The alert as JSON. `sourceRef` names the campaign or the mail, so that sending it twice makes one."""
    subject = batch.campaign.subject if batch.campaign else batch.mails[0].subject if batch.mails else ""
    severity = max((_SEVERITY.get(each.level or "", 1) for each in batch.mails), default=1)
    alert = {
        "type": "phishing",
        "source": "unhook",
        "sourceRef": batch.key[:32],
        "title": f"Phishing mail: {harmless(subject)}"[:512],
        "description": _description(batch),
        "severity": severity,
        "date": int(batch.last.timestamp() * 1000),
        "tlp": 2,
        "pap": 2,
        "tags": [*batch.attack_types, *(f"rule:{rule}" for rule in batch.rules[:_LISTED])],
        "observables": [_observable(each) for each in batch.indicators],
    }
    return json.dumps(alert, indent=2) + "\n"


def _description(batch: Batch) -> str:
    """Markdown, with what the mails say made harmless."""
    size = batch.campaign.size if batch.campaign else len(batch.mails)
    lines = [f"{size} mails, {batch.first:%Y-%m-%d %H:%M} to {batch.last:%Y-%m-%d %H:%M} UTC.", ""]
    for each in batch.mails[:_LISTED]:
        said = f"{harmless(each.sender)}: {harmless(each.subject)}".translate(_MARKUP)
        lines.append(f"- {each.date:%Y-%m-%d %H:%M} {each.level or 'not judged'} {said}")
    return "\n".join(lines)


def _observable(each: Indicator) -> dict[str, Any]:
    return {
        "dataType": _TYPES[each.kind],
        "data": each.value,
        "message": f"{each.role}, confidence {each.confidence}",
        "tags": [f"role:{each.role}", *([f"brand:{each.brand}"] if each.brand else [])],
        "ioc": each.confidence >= _SURE,
        "sighted": True,
    }

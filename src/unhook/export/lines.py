"""Events as lines of a log: JSON, or syslog (RFC 5424). Nothing that a mail says begins a line of its own."""

import json
import os
import re
import socket
from collections.abc import Callable, Mapping

from unhook.export.events import Event
from unhook.report.defang import visible

_NUMBER = 32_473
"""The private enterprise number that RFC 5612 keeps for documents: Unhook has none of its own."""
_PRI = {"mail.malicious": 2 * 8 + 4, "mail.suspicious": 2 * 8 + 5}
"""Facility `mail` with severity `warning` and `notice`; other events are `informational`."""
_ESCAPED = re.compile(r'(["\\\]])')
_PRINTABLE = re.compile(r"[^\x21-\x7e]")


def as_json(event: Event) -> str:
    """One JSON object, ASCII alone."""
    return json.dumps({"id": event.key, **event.as_dict()}, sort_keys=True)


def as_syslog(event: Event, host: str | None = None, process: int | None = None) -> str:
    """One message, its facts as structured data (section 6.3), control characters spelled out."""
    pri = _PRI.get(event.name, 2 * 8 + 6)
    at = event.at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    where = _PRINTABLE.sub("?", host or socket.gethostname())[:255] or "-"
    facts = " ".join(f'{name}="{_value(value)}"' for name, value in sorted(event.detail.items()) if value)
    data = f'[unhook@{_NUMBER} id="{event.key}"{" " if facts else ""}{facts}]'
    return f"<{pri}>1 {at} {where} unhook {process or os.getpid()} {event.name} {data}"


def _value(value: object) -> str:
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return _ESCAPED.sub(r"\\\1", visible(text)[:500])


FORMS: Mapping[str, Callable[[Event], str]] = {"json": as_json, "syslog": as_syslog}
"""By the name that the configuration gives them."""

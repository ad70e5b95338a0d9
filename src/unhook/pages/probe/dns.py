"""Answers about mail exchangers over HTTPS: as messages (RFC 8484) and as the JSON that browsers can read."""

import base64
import binascii
import json
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from unhook.pages.broker import Answer, Request

_MESSAGE = "application/dns-message"
_MX = 15
_TTL = 300
_HEADER = 12
_TYPES = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "MX": 15, "TXT": 16, "AAAA": 28, "ANY": 255}


@dataclass(frozen=True, slots=True)
class Query:
    """`name` in lower case without its last dot, `kind` the record's number (RFC 1035). `raw`: the question
    as a message, where it came as one.
    """

    name: str
    kind: int
    raw: bytes | None = None


def query(request: Request) -> Query | None:
    """What a request asks: `?dns=` or a body (RFC 8484), `?name=&type=`, else the last name in its path."""
    parts = urlsplit(request.url)
    fields = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    if request.body and request.method == "POST":
        return _of_message(request.body)
    if text := fields.get("dns"):
        try:
            return _of_message(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (binascii.Error, ValueError):
            return None
    last = parts.path.rstrip("/").rpartition("/")[2]
    name = fields.get("name") or fields.get("domain") or fields.get("q") or last
    kind = fields.get("type", "MX").upper()
    number = int(kind) if kind.isdecimal() and len(kind) < 6 else _TYPES.get(kind, 0)
    return Query(name.rstrip(".").lower(), number)


def answer(asked: Query, exchangers: tuple[str, ...]) -> Answer:
    """`exchangers` in the form in which it was asked; no records for any other kind."""
    given = exchangers if asked.kind in (_MX, 255) else ()
    if asked.raw is not None:
        return Answer(_message(asked.raw, given), headers={"content-type": _MESSAGE})
    told = [
        {"name": f"{asked.name}.", "type": _MX, "TTL": _TTL, "data": f"{10 * place} {host}."}
        for place, host in enumerate(given, 1)
    ]
    # The second half is how look-up sites answer that are no resolvers.
    body = {
        "Status": 0, "TC": False, "RD": True, "RA": True, "AD": False, "CD": False,
        "Question": [{"name": f"{asked.name}.", "type": asked.kind}], "Answer": told,
        "status": "OK", "hostname": asked.name, "records": {
            "MX": [{"exchange": host, "priority": 10 * place} for place, host in enumerate(given, 1)],
        },
    }  # fmt: skip
    return Answer(json.dumps(body).encode(), headers={"content-type": "application/dns-json"})


def _of_message(raw: bytes) -> Query | None:
    labels, at = [], _HEADER
    while at < len(raw) and raw[at]:
        if raw[at] > 63:
            return None
        labels.append(raw[at + 1 : at + 1 + raw[at]].decode("ascii", "replace"))
        at += 1 + raw[at]
    end = at + 5
    if end > len(raw):
        return None
    return Query(".".join(labels).lower(), int.from_bytes(raw[at + 1 : at + 3], "big"), raw[:end])


def _message(question: bytes, exchangers: tuple[str, ...]) -> bytes:
    """A response (RFC 1035, 4.1): flags QR, RD, RA; names of answers point to the question's."""
    header = question[:2] + b"\x81\x80\0\1" + len(exchangers).to_bytes(2, "big") + bytes(4)
    records = b""
    for place, host in enumerate(exchangers, 1):
        data = (10 * place).to_bytes(2, "big") + _name(host)
        records += b"\xc0\x0c\0\x0f\0\1" + _TTL.to_bytes(4, "big") + len(data).to_bytes(2, "big") + data
    return header + question[_HEADER:] + records


def _name(host: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode("ascii") for label in host.split(".")) + b"\0"

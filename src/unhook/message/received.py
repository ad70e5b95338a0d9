"""Received trace fields (RFC 5321 section 4.4) in the dialects of the usual servers.

Postfix and sendmail write `from HELO (RDNS [IP])`, Exim `from RDNS ([IP] helo=HELO)`, qmail
`from RDNS (HELO name) (IP)`, Exchange `from HELO (IP)`, Gmail also `by IP with SMTP id ...`.
"""

import re
from dataclasses import dataclass

from unhook.links import address as addresses
from unhook.links import domain as domains
from unhook.links.model import Domain, Ip
from unhook.message import dates
from unhook.message.addresses import email_address
from unhook.message.model import Host, Received

_TOKEN = re.compile(r"[()]|;|[^\s();]+")
_CLAUSES = frozenset(("from", "by", "via", "with", "id", "for"))
_IP = re.compile(
    r"(?<![\w.:-])\[?(?:IPv6:)?((?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:[\d.]{7,15})?)(?![\w:-])",
    re.IGNORECASE,
)
_HELO = re.compile(r"\b(?:helo|ehlo)[= ]\[?([\w.:-]{1,255})", re.IGNORECASE)
_RDNS = re.compile(r"\s*(?:\w+@)?([\w.-]{1,255}?)\.?\s*\[", re.ASCII)
_ENVELOPE_FOR = re.compile(r"<([^<>\s]{1,320})>")


@dataclass(frozen=True, slots=True)
class Trace:
    """A Received field and what it says of the client beyond the model.

    `helo` is what the client called itself, `reverse` the name the server found for its
    address (`None` when it found or recorded none), `by` the server's own name.
    """

    received: Received
    helo: str | None = None
    reverse: str | None = None
    ip: Ip | None = None
    by: Domain | None = None
    names: tuple[Domain, ...] = ()
    addresses: tuple[Ip, ...] = ()


@dataclass(slots=True)
class _Clause:
    word: str = ""
    rest: str = ""
    comment: str = ""
    start: int = 0
    end: int = 0


def parse(value: str) -> Trace:
    """Read one Received (or X-Received) field; what is missing or unreadable stays `None`."""
    clauses, stamp = _clauses(value)
    source, server = clauses.get("from", _Clause()), clauses.get("by", _Clause())
    helo, reverse = _client(source)
    source_ips = _ips(source.word) + _ips(source.rest) + _ips(source.comment)
    server_ips = _ips(server.word) + _ips(server.comment)
    source_names = [name for name in (_domain(helo), _domain(reverse)) if name]
    by = _domain(server.word)
    mailbox = email_address(clauses["for"].word) if "for" in clauses else None
    if mailbox and not mailbox.domain and (found := _ENVELOPE_FOR.search(clauses["for"].rest)):
        mailbox = email_address(found[1])
    for_domain = mailbox.domain if mailbox else None
    ip = source_ips[0] if source_ips else None
    received = Received(
        raw=value,
        source=_host(value[source.start : source.end].strip(), source_names, ip) if source.word else None,
        server=_host(server.word, [by] if by else [], server_ips[0] if server_ips else None)
        if server.word
        else None,
        mailbox=mailbox,
        protocol=(clauses["with"].word + clauses["with"].rest) if "with" in clauses else None,
        id=clauses["id"].word.rstrip(",") if "id" in clauses else None,
        time=dates.parse(stamp)[0],
    )
    return Trace(
        received,
        helo=helo,
        reverse=reverse,
        ip=ip,
        by=by,
        names=tuple(name for name in (*source_names, by, for_domain) if name and "." in name.domain),
        addresses=tuple(source_ips + server_ips),
    )


def _clauses(value: str) -> tuple[dict[str, _Clause], str]:
    """The first clause of each kind, comments attached to the clause they follow, and the date's text."""
    found: dict[str, _Clause] = {}
    current = _Clause()
    depth, comment_start, stamp = 0, 0, 0
    for match in _TOKEN.finditer(value):
        text = match[0]
        if text == "(":
            if not depth:
                comment_start = match.end()
            depth += 1
        elif text == ")":
            depth = max(0, depth - 1)
            if not depth:
                current.comment += " " + value[comment_start : match.start()]
                current.end = match.end()
        elif depth:
            continue
        elif text == ";":
            current, stamp = _Clause(), match.end()
        elif (keyword := text.lower()) in _CLAUSES and (current.word or not current.start):
            current = _Clause(start=match.end(), end=match.end())
            found.setdefault(keyword, current)
        else:
            if current.word:
                current.rest += " " + text if len(current.rest) < 1_000 else ""
            else:
                current.word = text
            current.end = match.end()
    return found, value[stamp:] if stamp else value[-80:]


def _client(source: _Clause) -> tuple[str | None, str | None]:
    """The HELO name and the verified reverse name of the `from` clause."""
    word, comment = source.word, source.comment
    if not word:
        return None, None
    if match := _HELO.search(comment):
        # Exim and qmail put the looked-up name (or the address) first.
        reverse = None if word.startswith("[") or word.lower() == "unknown" else word
        return match[1], reverse
    match = _RDNS.match(comment)
    reverse = match[1] if match and match[1].lower() not in ("unknown", "unverified") else None
    return word, reverse if reverse and not _ips(reverse) else None


def _ips(text: str) -> list[Ip]:
    if "." not in text and ":" not in text:
        return []
    candidates = (addresses.parse(match[1], strict=True) for match in _IP.finditer(text))
    return [ip for ip in candidates if ip is not None]


def _domain(name: str | None) -> Domain | None:
    if not name or name.startswith("[") or "." not in name:
        return None
    parsed = domains.parse(name)
    return parsed if parsed is not None and not name.replace(".", "").isdigit() else None


def _host(raw: str, names: list[Domain], ip: Ip | None) -> Host:
    known = next((name for name in names if name.valid), names[0] if names else None)
    return Host(raw=raw, domain=known, ip=ip)

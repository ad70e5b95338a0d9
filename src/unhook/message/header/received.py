"""Received trace fields (RFC 5321 section 4.4) in the dialects of the usual servers.

Postfix and sendmail write `from HELO (RDNS [IP])`, Exim `from RDNS ([IP] helo=HELO)`, qmail
`from RDNS (HELO name) (IP)`, Exchange `from HELO (IP)`, Gmail also `by IP with SMTP id ...`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from unhook.links import address as addresses
from unhook.links import domain as domains
from unhook.links.model import Domain, Ip
from unhook.message.header import dates
from unhook.message.header.addresses import email_address
from unhook.message.header.model import EmailAddress, Host, Received

# Beginning with a set of characters lets the engine skip whole words.
_MARK = re.compile(
    r"[();\s](?:(?<=[();])|(?<=\s)(from|by|via|with|id|for)(?=[\s(]))",
    re.IGNORECASE,
)
_AROUND_ADDRESS = re.compile(r"[\s()\[\],;=<>]+")
_HELO = re.compile(r"\b(?:helo|ehlo)[= ]\[?([\w.:-]{1,255})", re.IGNORECASE)
_RDNS = re.compile(r"\s*(?:\w+@)?([\w.-]{1,255}?)\.?\s*\[", re.ASCII)
_ADDRESS = re.compile(r"<([^<>\s]{1,320})>")


@dataclass(frozen=True, slots=True)
class Trace:
    """A Received field and what it says of the client beyond the model.

    `helo` is what the client called itself, `reverse` the name the server looked up for its
    address (`None` when it found none or doubted it), `by` the server's own name.
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
    """What follows a keyword: all of it, the same without comments, and the comments' insides."""

    raw: str = ""
    text: str = ""
    comment: str = ""

    @property
    def word(self) -> str:
        return self.text.split(None, 1)[0] if self.text else ""


_NOTHING = _Clause()


def parse(value: str) -> Trace:
    """Read one Received (or X-Received) field; what is missing or unreadable stays `None`."""
    clauses, stamp = _clauses(value)
    source, server = clauses.get("from", _NOTHING), clauses.get("by", _NOTHING)
    protocol, identity = clauses.get("with"), clauses.get("id")
    helo, reverse, verified = _client(source)
    source_ips, server_ips = _ips(source.raw), _ips(server.raw)
    source_names = [name for name in (_domain(helo), _domain(reverse)) if name]
    by = _domain(server.word)
    mailbox = _recipient(clauses.get("for"))
    for_domain = mailbox.domain if mailbox else None
    ip = source_ips[0] if source_ips else None
    received = Received(
        raw=value,
        source=_host(source.raw, source_names, ip) if source.word else None,
        server=_host(server.word, [by] if by else [], server_ips[0] if server_ips else None)
        if server.word
        else None,
        mailbox=mailbox,
        protocol=protocol.text or None if protocol else None,
        id=identity.word.rstrip(",") or None if identity else None,
        time=dates.parse(stamp)[0],
    )
    return Trace(
        received,
        helo=helo,
        reverse=reverse if verified else None,
        ip=ip,
        by=by,
        names=tuple([name for name in (*source_names, by, for_domain) if name and "." in name.domain]),
        addresses=tuple(source_ips + server_ips),
    )


def _clauses(value: str) -> tuple[dict[str, _Clause], str]:
    """The first clause of each kind, and the text of the date."""
    found: dict[str, _Clause] = {}
    keyword, start, stamp, depth, opened = "", 0, 0, 0, 0
    comments: list[tuple[int, int]] = []
    value = " " + value
    for match in _MARK.finditer(value):
        mark = match[0]
        if mark == "(":
            opened = opened if depth else match.start()
            depth += 1
        elif mark == ")":
            if depth == 1:
                comments.append((opened, match.end()))
            depth = max(0, depth - 1)
        elif not depth:
            if keyword and keyword not in found:
                found[keyword] = _clause(value, start, match.start(), comments)
            comments = []
            if mark == ";":
                keyword, stamp = "", match.end()
            else:
                keyword, start = match[1].lower(), match.end()
    if keyword and keyword not in found:
        found[keyword] = _clause(value, start, opened if depth else len(value), comments)
    return found, value[stamp:] if stamp else value[-80:]


def _clause(value: str, start: int, end: int, comments: list[tuple[int, int]]) -> _Clause:
    raw = value[start:end].strip()
    if not comments:
        return _Clause(raw, raw)
    outside, position = [], start
    for opened, closed in comments:
        outside.append(value[position:opened])
        position = closed
    outside.append(value[position:end])
    inside = " ".join([value[opened + 1 : closed - 1] for opened, closed in comments])
    return _Clause(raw, " ".join(outside).strip(), inside)


def _recipient(clause: _Clause | None) -> EmailAddress | None:
    """The mailbox of the `for` clause; some servers say more than the address."""
    if clause is None:
        return None
    mailbox = email_address(clause.word)
    if mailbox.domain is None and (match := _ADDRESS.search(clause.text)):
        mailbox = email_address(match[1])
    return mailbox if mailbox.email else None


def _client(source: _Clause) -> tuple[str | None, str | None, bool]:
    """The HELO name, the name looked up, and whether that leads back to the address."""
    word, comment = source.word, source.comment
    if not word:
        return None, None, False
    if match := _HELO.search(comment):
        # Exim and qmail put the looked-up name (or the address) first.
        reverse = None if word.lower() == "unknown" or _ips(word) else word
        return match[1], reverse, True
    match = _RDNS.match(comment)
    if match is None or match[1].lower() in ("unknown", "unverified") or _ips(match[1]):
        return word, None, False
    return word, match[1], "may be forged" not in comment


def _ips(text: str) -> list[Ip]:
    """Every IP address that stands alone or in brackets, a port or zone index cut off."""
    words = _AROUND_ADDRESS.split(text)
    return [ip for word in words if word.count(".") == 3 or word.count(":") > 1 if (ip := _address(word))]


@lru_cache(maxsize=4096)
def _address(word: str) -> Ip | None:
    word = word[5:] if word[:5].lower() == "ipv6:" else word
    if word.count(":") == 1:
        word = word.partition(":")[0]
    return addresses.parse(word.partition("%")[0], strict=True)


def _domain(name: str | None) -> Domain | None:
    if not name or name.startswith("[") or "." not in name:
        return None
    parsed = domains.parse(name)
    return parsed if parsed is not None and not name.replace(".", "").isdigit() else None


def _host(raw: str, names: list[Domain], ip: Ip | None) -> Host:
    known = next((name for name in names if name.valid), names[0] if names else None)
    return Host(raw=raw, domain=known, ip=ip)

"""Who is not answered: machines, strangers, and whoever could make a loop (RFC 3834)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import getaddresses

from unhook.limits import DEFAULT
from unhook.links.domain import below
from unhook.message.defects import DefectLog
from unhook.message.mime import fields
from unhook.message.model import Message

_MACHINES = re.compile(
    r"(?:mailer-daemon|postmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?|listserv|majordomo)"
    r"(?:[-+_.=].*)?",
    re.IGNORECASE,
)
_BULK = frozenset({"bulk", "junk", "list"})
_AUTHENTICATED = re.compile(r";\s*auth\s*=\s*pass\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[!#-'*+./0-9=?A-Z^-~-]+@[A-Za-z0-9.-]+")
_AUTHSERV = re.compile(r'^\s*"?([A-Za-z0-9._-]+)')


@dataclass(frozen=True, slots=True)
class Guard:
    """`own`: addresses whose mail is never answered. `domains`: of those who may report. `trusted`: names in
    which results of authentication count; where there are any, a reporter has to be proven.
    """

    own: frozenset[str]
    domains: frozenset[str]
    trusted: frozenset[str] = frozenset()

    def reporter(self, outer: Message) -> tuple[str, str | None]:
        """Who reports, and why they are none who may (then nothing is opened and nobody answered)."""
        header = _header(outer.raw)
        sender = _sender(header.get("from", ()))
        return sender, self._refusal(outer, header, sender)

    def _refusal(self, outer: Message, header: Mapping[str, Sequence[str]], sender: str) -> str | None:
        if not sender:
            return "it has no single sender"
        local, _, domain = sender.partition("@")
        if sender in self.own:
            return "it is our own"
        if _MACHINES.fullmatch(local):
            return "its sender is a machine"
        if not below(domain, self.domains):
            return "its sender is none of ours"
        if any(value.split(";")[0].strip().lower() != "no" for value in header.get("auto-submitted", ())):
            return "it was sent automatically"
        if any(value.strip().lower() in _BULK for value in header.get("precedence", ())):
            return "it is bulk mail"
        if header.keys() & {"list-id", "list-post", "x-loop", "x-autoreply", "x-autorespond"}:
            return "it comes from a list or a machine"
        if any(not value.strip().strip("<>").strip() for value in header.get("return-path", ())):
            return "nobody would get a bounce of it"
        if re.search(r"report-type\s*=\s*\"?(delivery-status|disposition-notification)", _type(header), re.I):
            return "it is a notification"
        return None if self._proven(outer, header) else "its sender is not proven"

    def _proven(self, outer: Message, header: Mapping[str, Sequence[str]]) -> bool:
        """Whether a server of ours vouches: DMARC passed, or the sender had signed in."""
        if not self.trusted:
            return outer.headers.auth_summary.dmarc.pass_ is not False
        return outer.headers.auth_summary.dmarc.pass_ is True or any(
            (match := _AUTHSERV.match(value)) is not None
            and match[1].lower() in self.trusted
            and _AUTHENTICATED.search(value)
            for value in header.get("authentication-results", ())
        )


def languages(outer: Message) -> tuple[str, ...]:
    """The tags that the reporter's program names, if it does."""
    header = _header(outer.raw)
    named = ",".join((*header.get("content-language", ()), *header.get("accept-language", ())))
    return tuple(tag.split(";")[0].strip() for tag in named.split(",") if tag.strip())


def _sender(named: Sequence[str]) -> str:
    """The address in From; empty where programs could read another out of it."""
    found = {address.lower() for _, address in getaddresses(named) if address}
    shown = [each.lower() for value in named for each in _ADDRESS.findall(value)]
    if len(found) != 1 or set(shown) != found or sum(value.count("@") for value in named) != len(shown):
        return ""
    return found.pop()


def _header(raw: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in fields.scan(raw, 0, DEFAULT, DefectLog(DEFAULT)).fields:
        found.setdefault(each.name.lower(), []).append(each.value)
    return found


def _type(header: Mapping[str, Sequence[str]]) -> str:
    return " ".join(header.get("content-type", ()))

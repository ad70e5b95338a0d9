"""What each field of a search means in SQL: asked of one message, and as the messages it holds for."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    column,
    exists,
    func,
    literal_column,
    or_,
    select,
    table,
)

from unhook.errors import InputError
from unhook.store import rows
from unhook.store.model import LABELS
from unhook.store.parties import address, reversed_host
from unhook.store.query import Term
from unhook.store.schema import files, findings, links, messages, recipients

ORDER = (
    "id",
    "hash",
    "link",
    "from",
    "to",
    "mailbox",
    "rule",
    "label",
    "subject",
    "verdict",
    "source",
    "type",
    "direction",
)
"""The fields, those first of which a value is usually rare."""

Within = Callable[[ColumnElement[int]], ColumnElement[bool]]
_INDEXED = {
    "verdict": (messages.c.level, frozenset({"malicious", "suspicious", "clean", "incomplete"})),
    "label": (messages.c.label, frozenset(LABELS)),
    "source": (messages.c.source, frozenset({"milter", "watch", "report", "import", "check"})),
}
_PLAIN = {
    "direction": (messages.c.direction, frozenset({"inbound", "outbound", "internal"})),
}
_ABSENT = "none"
_TRIGRAM = 3
"""Shorter words are in no index of three letters each."""


def holds(connection: Connection, term: Term) -> ColumnElement[bool]:
    """Whether the term, with its negation, holds for a row of `messages`. Raises `InputError`."""
    found = _holds(connection, term)
    # Of a column without a value SQL says neither yes nor no, where a person means no.
    return func.coalesce(found, literal_column("false")).is_(False) if term.negated else found


def listed(connection: Connection, term: Term, within: Within) -> Select[Any] | None:
    """The numbers of the messages for which a term holds that is not negated, from an index; `None` where
    there is none. Raises `InputError`.
    """
    beside = _beside(term)
    if beside is not None:
        where, condition = beside
        found = select(where.c.message).where(condition, within(where.c.message))
        return found if term.field != "hash" else _or_of_content(found, term.value, within)
    match term.field:
        case "subject":
            return _subjects(connection, rows.folded(term.value), within)
        case "direction" | "type" | "mailbox":
            return None
        case "verdict" | "label" if term.value == _ABSENT:
            return None
        case _:
            return select(messages.c.id).where(_holds(connection, term), within(messages.c.id))


def _holds(connection: Connection, term: Term) -> ColumnElement[bool]:
    beside = _beside(term)
    if beside is not None:
        where, condition = beside
        mine = exists().where(where.c.message == messages.c.id, condition)
        return mine if term.field != "hash" else or_(mine, messages.c.content == _known_hash(term.value))
    value = term.value
    match term.field:
        case "subject":
            return _contains(connection, messages.c.folded, rows.folded(value))
        case "from":
            return _mailbox(messages.c.sender, messages.c.sender_host, value)
        case "id":
            return messages.c.message_id.in_([value, f"<{value.strip('<>')}>", value.strip("<>")])
        case "mailbox":
            return messages.c.mailbox == address(value)
        case "type":
            return _contains(connection, " " + messages.c.attack_types + " ", f" {value} ")
        case field:
            of, values = {**_INDEXED, **_PLAIN}[field]
            if value == _ABSENT and of.nullable:
                return of.is_(None)
            if value not in values:
                raise InputError(f"{field}: has no {value!r}; it is one of {', '.join(sorted(values))}")
            return of == value


def _beside(term: Term) -> tuple[Table, ColumnElement[bool]] | None:
    """The table beside `messages` that knows the field, and the condition there."""
    match term.field:
        case "to":
            return recipients, _mailbox(recipients.c.address, recipients.c.host, term.value)
        case "rule":
            return findings, findings.c.rule == term.value
        case "link" if "/" in term.value:
            return links, links.c.hash == rows.url_hash(term.value)
        case "link":
            return links, _below(links.c.host, term.value)
        case "hash":
            return files, files.c.sha256 == _known_hash(term.value)
    return None


def _mailbox(whole: ColumnElement[str], host: ColumnElement[str], value: str) -> ColumnElement[bool]:
    if "@" in value.strip("@"):
        return whole == address(value)
    return _below(host, value.strip("@"))


def _below(host: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """A host, or one below it: those that begin with its labels from the right."""
    start = reversed_host(name)
    if not start.strip("."):
        raise InputError(f"{name!r} is no name of a host")
    return and_(host >= start, host < f"{start[:-1]}/")


def _known_hash(value: str) -> str:
    found = value.strip().lower()
    if len(found) != 64 or not set(found) <= set("0123456789abcdef"):
        raise InputError(f"{value!r} is no SHA-256: 64 digits from 0 to f")
    return found


def _or_of_content(found: Select[Any], value: str, within: Within) -> Select[Any]:
    mails = select(messages.c.id).where(messages.c.content == _known_hash(value), within(messages.c.id))
    return select(found.union(mails).subquery().c.message)


def _subjects(connection: Connection, words: str, within: Within) -> Select[Any] | None:
    if len(words) < _TRIGRAM:
        return None
    if connection.dialect.name == "sqlite":
        subjects = table("subjects", column("rowid"))
        phrase = '"' + words.replace('"', '""') + '"'
        matches = literal_column("subjects").op("MATCH")(phrase)
        return select(subjects.c.rowid).where(matches, within(subjects.c.rowid))
    like = messages.c.folded.contains(words, autoescape=True)
    return select(messages.c.id).where(like, within(messages.c.id))


def _contains(connection: Connection, text: ColumnElement[str], part: str) -> ColumnElement[bool]:
    """Whether a text has a part, letter for letter."""
    find = func.instr if connection.dialect.name == "sqlite" else func.strpos
    return find(text, part) > 0

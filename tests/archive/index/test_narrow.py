"""No question loses a mail: what the columns rule out has no answer in the mail itself."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mql.strategies import rules
from unhook import message as messages
from unhook import mql
from unhook.archive.index import row
from unhook.archive.index.engine import connect
from unhook.archive.index.narrow import narrowed
from unhook.archive.index.write import Writer
from unhook.context import Context
from unhook.message.container.stored import Stored
from unhook.message.model import Message

from .mails import EXAMPLES, ODD
from .strategies import conditions, queries

MAILS = [*(path.read_bytes() for path in EXAMPLES), *ODD]
LISTS = {
    "few": frozenset({"example.com", "İ", "mail", "M_"}),
    "many": frozenset(f"x{number}" for number in range(2_000)) | {"Mail"},
    "free": frozenset({"example.com", "mail"}),
    "short": ("new", "Mail"),
}
CONTEXTS = (
    Context(lists=LISTS),
    Context(
        lists=LISTS,
        org_domains=frozenset({"corp.example", "example.org"}),
        trusted_authserv_ids=frozenset({"corp.example"}),
        mailbox="bob@corp.example",
    ),
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = tmp_path_factory.mktemp("index") / "mail.parquet"
    with Writer(path, "stamp") as writer:
        for place, raw in enumerate(MAILS):
            writer.add(row.of(Stored(raw, "mails", place), Context()))
        writer.finish()
    with connect() as connection:
        connection.execute(f"CREATE TABLE mails AS FROM read_parquet('{path}')")
        yield connection


@cache
def parsed(context: int) -> list[Message]:
    return [messages.parse(raw, CONTEXTS[context]) for raw in MAILS]


def kept(table: Any, source: str, context: int) -> set[int]:
    checked = mql.analyse(source, query=True)
    condition = narrowed(checked, mql.Run(Message(), CONTEXTS[context]))
    return {place for (place,) in table.execute(f"SELECT place FROM mails WHERE {condition}").fetchall()}


def answered(source: str, context: int) -> set[int]:
    program = mql.compile(source, query=True)
    found = set()
    for place, message in enumerate(parsed(context)):
        run = mql.Run(message, CONTEXTS[context], strict=True)
        value = program.value(run)
        if isinstance(value, mql.Unavailable) or value:
            found.add(place)
    return found


def whole(table: Any) -> set[int]:
    return {place for (place,) in table.execute("SELECT place FROM mails WHERE whole").fetchall()}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(conditions() | rules(), st.integers(0, 1), st.booleans())
def test_a_mail_for_which_a_condition_may_hold_is_kept(
    table: Any, source: str, context: int, negated: bool
) -> None:
    asked = f"not ({source})" if negated else source
    missed = answered(asked, context) & whole(table) - kept(table, asked, context)
    assert not missed, asked


@pytest.mark.parametrize(
    "source",
    [
        # Null is in no array and not in none: the answer is null, which a missing fact makes undecided.
        "not (body.html.raw not in headers.references or mailbox is not null)",
    ],
)
def test_a_mail_that_was_lost_once_is_kept(table: Any, source: str) -> None:
    assert answered(source, 0) & whole(table) <= kept(table, source, 0)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries(), st.integers(0, 1))
def test_a_mail_with_a_value_is_kept(table: Any, source: str, context: int) -> None:
    assert not answered(source, context) & whole(table) - kept(table, source, context)

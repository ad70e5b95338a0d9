from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from unhook.context import Context
from unhook.mailbox.model import Arrived, Place
from unhook.mailflow.judge import Judge
from unhook.mailflow.watch import opinion
from unhook.mailflow.watch.inbox import Inbox
from unhook.settings import Settings
from unhook.settings.model import Store as StoreTable
from unhook.settings.watch import AccountTable
from unhook.store import Store, blocks, deeds, exempt

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ACCOUNT = AccountTable(
    name="jo", host="mail.corp.test", user="jo@corp.test", secret_variable="JO", malicious="move"
)
RAW = b"From: Ann <ann@news.test>\nTo: jo@corp.test\nSubject: Lunch\nMessage-ID: <1@news.test>\n\nAt noon?\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'mail.db'}", clock=lambda: NOW)
    yield opened
    opened.close()


def inbox(store: Store, tmp_path: Path) -> Inbox:
    """One whose judge has a worker's view of the same store."""
    judge = Judge(Settings(store=StoreTable(url=f"sqlite:///{tmp_path / 'mail.db'}")))
    return Inbox(
        ACCOUNT,
        store,
        lambda raw, _: opinion.form(raw, ACCOUNT.owner, judge, Context(), lambda: False),
    )


def arrived(id_: str) -> Arrived:
    return Arrived(Place("INBOX", id_), len(RAW), id_)


def test_mail_of_a_sender_that_people_blocked_is_moved_though_nothing_is_wrong_with_it(
    store: Store, tmp_path: Path
) -> None:
    with store.writing() as connection:
        blocks.make(connection, "news.test", reason="noise", by="ann", at=NOW)
    assert inbox(store, tmp_path).take(RAW, arrived("1"), True)
    with store.reading() as connection:
        (deed,) = deeds.take(connection, NOW, kinds={"move"})
    assert (deed.target, deed.detail["keywords"]) == ("imap:jo", ["$Phishing"])


def test_mail_of_others_stays_where_it_is(store: Store, tmp_path: Path) -> None:
    with store.writing() as connection:
        blocks.make(connection, "other.test", reason="noise", by="ann", at=NOW)
    assert not inbox(store, tmp_path).take(RAW, arrived("1"), True)


def test_an_exception_comes_before_a_block(store: Store, tmp_path: Path) -> None:
    with store.writing() as connection:
        blocks.make(connection, "news.test", reason="noise", by="ann", at=NOW)
        exempt.make(
            connection, "recipient", "jo@corp.test", reason="wants it", by="ann", at=NOW,
            expires=datetime.now(UTC) + timedelta(days=3650),
        )  # fmt: skip
    assert not inbox(store, tmp_path).take(RAW, arrived("1"), True)

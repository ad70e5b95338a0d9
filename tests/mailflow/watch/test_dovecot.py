"""The whole way with Debian's Dovecot: LMTP in, the watch over IMAP, what stands in the mailbox and the store."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench.mailflow import dovecot
from bench.mailflow.dovecot import Dovecot
from bench.mailflow.service import Watch

from unhook.store import Store, orders, quarantine

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot.missing() is not None, reason=str(dovecot.missing())),
]

EXAMPLES = Path(__file__).parents[3] / "examples"
SEEN = "\\Seen"


def example(name: str, number: int = 0) -> bytes:
    raw = (EXAMPLES / f"{name}.eml").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return re.sub(rb"(?im)^(message-id: <)", rb"\g<1>%d." % number, raw, count=1)


def scam(number: int = 0) -> bytes:
    return example("seed-scam", number)


def genuine(number: int = 0) -> bytes:
    return example("genuine-maintenance", number)


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with Dovecot() as made:
        yield made


def rows(watch: Watch, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(watch.database) as connection:
        return connection.execute(query).fetchall()


def recorded(watch: Watch) -> list[tuple[object, ...]]:
    return rows(watch, "select mailbox, level from messages where source = 'watch' order by recorded")


def bodies(server: Dovecot, user: str, folder: str = "INBOX") -> list[bytes]:
    return [raw[raw.index(b"Subject:") :] for raw, _ in server.mails(user, folder)]


def test_each_account_has_its_own_mode_and_nothing_is_marked_as_read(server: Dovecot) -> None:
    users = {
        "ann": "",
        "bob": 'malicious = "flag"',
        "cem": 'malicious = "move"',
    }
    with Watch(server.port, users) as watch:
        for raw in (genuine(), scam()):
            server.deliver(raw, *users)
        until(lambda: len(recorded(watch)) == 6)
        until(lambda: server.mails("cem", "Quarantine"))
        assert {(str(box), str(level)) for box, level in recorded(watch)} == {
            (f"{user}@corp.example", level) for user in users for level in ("clean", "malicious")
        }
        assert [flags for _, flags in server.mails("ann")] == [frozenset(), frozenset()]
        until(lambda: [flags for _, flags in server.mails("bob")] == [frozenset(), {"$Phishing"}])
        assert [flags for _, flags in server.mails("cem")] == [frozenset()]
        ((held, flags),) = server.mails("cem", "Quarantine")
        assert held.endswith(scam())
        assert flags == {"$Phishing"}
        until(lambda: rows(watch, "select state from quarantine") == [("held",)])
        assert watch.stop() == 0

"""The whole way with Debian's Dovecot: LMTP in, the watch over IMAP, the mailbox and the store."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench.mailflow import dovecot, watched
from bench.mailflow.dovecot import Dovecot
from bench.mailflow.mails import mails
from bench.mailflow.service import Watch

from mailflow.through import until
from unhook.store import Store, orders, quarantine

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot.missing() is not None, reason=str(dovecot.missing())),
]

EXAMPLES = Path(__file__).parents[3] / "examples"


def example(name: str, number: int = 0) -> bytes:
    raw = (EXAMPLES / f"{name}.eml").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return re.sub(rb"(?im)^(message-id: <)", rb"\g<1>%d." % number, raw, count=1)


def scam(number: int = 0) -> bytes:
    return example("seed-scam", number)


def genuine(number: int = 0) -> bytes:
    return example("genuine-maintenance", number)


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


def opened(watch: Watch) -> Store:
    return Store.open(f"sqlite:///{watch.database}")


def message_of(watch: Watch, mailbox: str, level: str = "malicious") -> int:
    found = rows(
        watch,
        f"select id from messages where mailbox = '{mailbox}@corp.example' and level = '{level}'",
    )
    assert len(found) == 1
    assert isinstance(found[0][0], int)
    return found[0][0]


def states(watch: Watch, kind: str) -> list[str]:
    return [str(state) for (state,) in rows(watch, f"select state from actions where kind = '{kind}'")]


def test_a_quarantined_mail_is_released_once_and_stays_released(server: Dovecot) -> None:
    with Watch(server.port, {"dan": 'malicious = "move"'}) as watch:
        server.deliver(scam(), "dan")
        until(lambda: states(watch, "move") == ["performed"])
        store, message = opened(watch), message_of(watch, "dan")
        with store.writing() as connection:
            ordered = [orders.release(connection, message, by="ann", at=datetime.now(UTC)) for _ in range(2)]
        assert ordered == [True, False]
        until(lambda: states(watch, "release") == ["performed"])
        ((_, flags),) = server.mails("dan")
        assert flags == frozenset()
        assert server.mails("dan", "Quarantine") == []
        server.deliver(genuine(), "dan")
        until(lambda: len(recorded(watch)) == 2)
        assert len(server.mails("dan")) == 2
        with store.reading() as connection:
            held = quarantine.get(connection, message)
        assert held is not None
        assert held.state == "released"


def test_a_quarantined_mail_is_deleted_and_no_other(server: Dovecot) -> None:
    with Watch(server.port, {"del": 'malicious = "move"'}) as watch:
        for number in (1, 2):
            server.deliver(scam(number), "del")
        until(lambda: states(watch, "move") == ["performed"] * 2)
        (first, *_) = rows(watch, "select id from messages order by id")
        with opened(watch).writing() as connection:
            assert isinstance(first[0], int)
            assert orders.delete(connection, first[0], by="ann", at=datetime.now(UTC))
        until(lambda: states(watch, "delete") == ["performed"])
        ((left, _),) = server.mails("del", "Quarantine")
        assert left.endswith(scam(2)) or left.endswith(scam(1))
        assert server.mails("del") == []
        assert sorted(rows(watch, "select state from quarantine")) == [("deleted",), ("held",)]


def test_a_release_whose_performer_died_after_the_move_is_known_to_be_done(server: Dovecot) -> None:
    with Watch(server.port, {"eve": 'malicious = "move"'}) as watch:
        server.deliver(scam(), "eve")
        until(lambda: states(watch, "move") == ["performed"])
        watch.kill()
        client = server.mailbox("eve")
        client.select("Quarantine")
        client.uid("MOVE", "1", "INBOX")
        client.logout()
        with opened(watch).writing() as connection:
            orders.release(connection, message_of(watch, "eve"), by="ann", at=datetime.now(UTC))
        watch.start()
        until(lambda: states(watch, "release") == ["performed"])
        assert len(server.mails("eve")) == 1


def test_a_mail_that_cannot_be_released_is_held_again(server: Dovecot) -> None:
    with Watch(server.port, {"fay": 'malicious = "move"'}) as watch:
        server.deliver(scam(), "fay")
        until(lambda: states(watch, "move") == ["performed"])
        client = server.mailbox("fay")
        client.select("Quarantine")
        client.uid("STORE", "1", "+FLAGS", "\\Deleted")
        client.expunge()
        client.logout()
        with opened(watch).writing() as connection:
            orders.release(connection, message_of(watch, "fay"), by="ann", at=datetime.now(UTC))
        until(lambda: states(watch, "release") == ["failed"])
        assert rows(watch, "select state from quarantine") == [("held",)]


def test_every_copy_is_clawed_back_wherever_it_is_and_put_back_where_it_was(server: Dovecot) -> None:
    with Watch(server.port, {"gil": "", "hal": "", "ian": ""}) as watch:
        server.deliver(scam(), "gil", "hal")
        server.deliver(genuine(), "gil", "ian")
        # The Message-ID of the scam around a mail that is none of its copies.
        other = b"From: Jo <jo@corp.example>\r\n" + scam().replace(b"From:", b"X-From:", 1)
        server.deliver(other, "ian")
        until(lambda: len(recorded(watch)) == 5)
        client = server.mailbox("hal")
        client.create("Later")
        client.select("INBOX")
        client.uid("MOVE", "1", "Later")
        client.logout()
        store, message = opened(watch), message_of(watch, "gil")
        with store.writing() as connection:
            assert len(orders.copies(connection, message)) == 2
            keys = orders.claw_back(connection, store.safe, message, by="ann", at=datetime.now(UTC))
        assert len(keys) == 3
        until(lambda: states(watch, "claw-back") == ["performed"] * 3)
        assert [len(server.mails(user, "Quarantine")) for user in ("gil", "hal", "ian")] == [1, 1, 0]
        assert [len(server.mails(user)) for user in ("gil", "hal", "ian")] == [1, 0, 2]
        assert server.mails("hal", "Later") == []
        assert rows(watch, "select state from quarantine") == [("held",), ("held",)]
        with store.writing() as connection:
            orders.undo_claw_back(connection, message, by="ann", at=datetime.now(UTC))
        until(lambda: states(watch, "undo-claw-back") == ["performed"] * 3)
        until(lambda: states(watch, "claw-back") == ["undone"] * 3)
        assert len(server.mails("gil")) == 2
        assert len(server.mails("hal", "Later")) == 1
        assert rows(watch, "select state from quarantine") == [("released",), ("released",)]


def test_mails_that_were_there_count_as_the_account_says(server: Dovecot) -> None:
    server.deliver(scam(), "jan", "kim")
    with Watch(server.port, {"jan": "", "kim": 'since = "all"'}) as watch:
        until(lambda: recorded(watch) == [("kim@corp.example", "malicious")])
        server.deliver(genuine(), "jan", "kim")
        until(lambda: len(recorded(watch)) == 3)


def test_what_came_while_nobody_watched_is_judged_afterwards_and_only_once(server: Dovecot) -> None:
    with Watch(server.port, {"leo": 'malicious = "move"'}) as watch:
        server.deliver(scam(1), "leo")
        until(lambda: states(watch, "move") == ["performed"])
        watch.kill()
        for number in (2, 3):
            server.deliver(scam(number), "leo")
        watch.start()
        until(lambda: states(watch, "move") == ["performed"] * 3)
        assert len(recorded(watch)) == 3
        assert server.mails("leo") == []
        assert len(server.mails("leo", "Quarantine")) == 3


def test_new_numbers_for_all_mails_make_none_of_them_new(server: Dovecot) -> None:
    with Watch(server.port, {"mia": 'malicious = "flag"\nsince = "all"'}) as watch:
        server.deliver(scam(1), "mia")
        until(lambda: states(watch, "flag") == ["performed"])
        watch.kill()
        for path in (server.folder / "mail" / "mia").glob("dovecot*"):
            path.unlink()
        server.deliver(scam(2), "mia")
        watch.start()
        until(lambda: len(recorded(watch)) == 2)
        until(lambda: len(rows(watch, "select 1 from actions where state = 'performed'")) >= 2)
        assert len(recorded(watch)) == 2


def test_connections_that_break_are_made_again(server: Dovecot) -> None:
    with Watch(server.port, {"nia": ""}) as watch:
        server.kick()
        until(lambda: "alarm: watch nia" in watch.told())
        server.deliver(scam(), "nia")
        until(lambda: len(recorded(watch)) == 1)


def test_a_server_that_is_away_is_waited_for(tmp_path: Path) -> None:
    away = Dovecot()
    with away, Watch(away.port, {"ola": ""}) as watch:
        away.stop()
        until(lambda: "alarm: watch ola" in watch.told())
        away.start()
        away.deliver(scam(), "ola")
        until(lambda: len(recorded(watch)) == 1)


def test_a_store_that_is_gone_is_waited_for_and_nothing_is_lost(server: Dovecot) -> None:
    with Watch(server.port, {"pia": 'malicious = "move"'}) as watch:
        aside = watch.database.with_suffix(".aside")
        for suffix in ("", "-wal", "-shm"):
            path = Path(f"{watch.database}{suffix}")
            if path.exists():
                path.rename(f"{aside}{suffix}")
        server.deliver(scam(), "pia")
        until(lambda: "the database is gone" in watch.told())
        assert len(server.mails("pia")) == 1
        for suffix in ("", "-wal", "-shm"):
            path = Path(f"{aside}{suffix}")
            if path.exists():
                path.rename(f"{watch.database}{suffix}")
        until(lambda: states(watch, "move") == ["performed"])
        assert server.mails("pia") == []


def test_a_reload_changes_what_is_done_and_one_that_fails_changes_nothing(server: Dovecot) -> None:
    with Watch(server.port, {"quy": ""}) as watch:
        watch.users = {"quy": 'malicious = "eat"'}
        watch.configure("")
        watch.reload()
        until(lambda: "not reloaded" in watch.told())
        watch.users = {"quy": 'malicious = "move"'}
        watch.configure("")
        watch.reload()
        until(lambda: "INFO reloaded" in watch.told())
        server.deliver(scam(), "quy")
        until(lambda: len(server.mails("quy", "Quarantine")) == 1)


def test_the_same_mail_twice_is_judged_once_and_both_copies_go(server: Dovecot) -> None:
    with Watch(server.port, {"rex": 'malicious = "move"'}) as watch:
        client = server.mailbox("rex")
        for count in (1, 2):
            client.append("INBOX", "", "", scam())
            until(lambda: len(server.mails("rex", "Quarantine")) == count)  # noqa: B023
            until(lambda: states(watch, "move") == ["performed"] * count)  # noqa: B023
        client.logout()
        assert len(recorded(watch)) == 1
        assert len(server.mails("rex", "Quarantine")) == 2


def test_without_move_and_idle_it_works_as_well() -> None:
    plain = "IMAP4rev1 UIDPLUS SASL-IR AUTH=PLAIN"
    with (
        Dovecot(capability=plain) as old,
        Watch(old.port, {"sam": 'malicious = "move"'}, "[watch]\npoll_seconds = 1\n") as watch,
    ):
        old.deliver(genuine(), "sam")
        old.deliver(scam(), "sam")
        until(lambda: states(watch, "move") == ["performed"])
        assert len(old.mails("sam")) == 1
        assert len(old.mails("sam", "Quarantine")) == 1


def test_killed_at_random_moments_it_loses_nothing_and_doubles_nothing() -> None:
    seen = watched.measure(mails(24, None), kills=5)
    assert sum(seen.kills.values()) == 5
    assert (seen.lost(), seen.doubled()) == ((0, 0), (0, 0))
    assert (seen.misplaced, seen.read, seen.left) == (0, 0, 0)

"""The provider on Debian's Dovecot."""

import os
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import trustme
from bench.mailflow import dovecot
from bench.mailflow.dovecot import Dovecot

from unhook.errors import MailboxError
from unhook.mailbox.imap.connection import Mechanism, Protection, Server
from unhook.mailbox.imap.mailbox import Imap
from unhook.mailbox.imap.point import Point
from unhook.mailbox.model import Mailbox, Place, Sought
from unhook.mailbox.secret import Secret

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot.missing() is not None, reason=str(dovecot.missing())),
]

TODAY = date.today()
NEAR = (TODAY - timedelta(days=2), TODAY + timedelta(days=2))
LONG_AGO = date(1970, 1, 1)


def mail(number: int, body: bytes = b"Hello") -> bytes:
    return b"From: Jo <jo@example.com>\r\nMessage-ID: <%d@example.com>\r\nSubject: %d\r\n\r\n%s\r\n" % (
        number,
        number,
        body,
    )


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    certificate = tmp_path_factory.mktemp("tls") / "server.pem"
    issued = authority.issue_cert("localhost", "127.0.0.1")
    issued.private_key_and_cert_chain_pem.write_to_path(str(certificate))
    with Dovecot(certificate=certificate) as made:
        yield made


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("secret\n")
    return path


def connected(server: Dovecot, user: str, secret: Path, folder: str = "INBOX") -> Imap:
    where = Server("127.0.0.1", server.port, user, Secret(secret), protection="none", seconds=10.0)
    return Imap(where, folder, poll_seconds=0.1)


def test_it_is_a_mailbox(server: Dovecot, secret: Path) -> None:
    box: Mailbox = connected(server, "ann", secret)
    box.close()


def test_new_mail_is_told_from_where_reading_was_left(server: Dovecot, secret: Path) -> None:
    server.deliver(mail(1), "ben")
    box = connected(server, "ben", secret)
    point = box.start(None)
    assert box.new(point) == ()
    for number in (2, 3):
        server.deliver(mail(number), "ben")
    first, second = box.new(point)
    for each, number in ((first, 2), (second, 3)):
        assert (box.raw(each.place) or b"").endswith(mail(number))
    box.close()
    again = connected(server, "ben", secret)
    assert [each.place for each in again.new(first.point)] == [second.place]
    assert again.new(second.point) == ()
    assert len(again.new(again.start(LONG_AGO))) == 3
    assert len(again.new(again.start(TODAY + timedelta(days=3)))) == 0


def test_the_same_state_is_known_by_its_modseq(server: Dovecot, secret: Path) -> None:
    server.deliver(mail(1), "bea")
    box = connected(server, "bea", secret)
    (arrived,) = connected(server, "bea", secret).new(box.start(LONG_AGO))
    assert Point.read(arrived.point).modseq > 0
    assert connected(server, "bea", secret).new(arrived.point) == ()
    server.deliver(mail(2), "bea")
    assert len(connected(server, "bea", secret).new(arrived.point)) == 1


def test_reading_marking_and_moving_leave_a_mail_unread(server: Dovecot, secret: Path) -> None:
    box = connected(server, "cem", secret)
    point = box.start(None)
    server.deliver(mail(1), "cem")
    (arrived,) = box.new(point)
    whole = box.raw(arrived.place)
    assert whole is not None
    assert arrived.size == len(whole)
    assert box.raw(arrived.place, 10) == whole[:10]
    assert box.mark(arrived.place, add=("$Phishing", "$Junk"))
    assert box.mark(arrived.place, remove=("$Junk",))
    assert server.mails("cem") == [(whole, frozenset({"$Phishing"}))]
    there = box.move(arrived.place, "Held")
    assert there is not None
    assert box.raw(there) == whole
    assert server.mails("cem", "Held") == [(whole, frozenset({"$Phishing"}))]
    gone = arrived.place
    assert (box.raw(gone), box.mark(gone, add=("x",)), box.move(gone, "INBOX")) == (None, False, None)
    assert box.raw(Place("INBOX", "1:1")) is None
    assert box.new(arrived.point) == ()


def test_a_mail_is_found_by_its_message_id_or_by_its_day(server: Dovecot, secret: Path) -> None:
    box = connected(server, "dan", secret)
    for number in (1, 12):
        server.deliver(mail(number), "dan")
    (found,) = box.find("INBOX", Sought("1@example.com>", *NEAR))[:1]
    assert b"Subject: 1\r\n" in (box.raw(found) or b"")
    assert len(box.find("INBOX", Sought(None, *NEAR))) == 2
    assert box.find("INBOX", Sought(None, LONG_AGO, LONG_AGO)) == ()
    assert box.find("INBOX", Sought('a"\\b\r\nc', *NEAR)) == box.find("INBOX", Sought(None, *NEAR))
    assert box.find("INBOX", Sought('a"\\b', *NEAR)) == ()
    assert box.find("Nowhere", Sought(None, *NEAR)) == ()


@pytest.mark.parametrize("capability", ["", "IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS", "IMAP4rev1 AUTH=PLAIN"])
def test_a_mail_moves_whatever_the_server_can(capability: str, secret: Path) -> None:
    with Dovecot(capability=capability) as plain:
        box = connected(plain, "eve", secret)
        for number in (1, 2):
            plain.deliver(mail(number), "eve")
        # What the user has marked as deleted is not ours to take away.
        client = plain.mailbox("eve")
        client.select("INBOX")
        client.uid("STORE", "1", "+FLAGS", "\\Deleted")
        client.logout()
        second = box.new(box.start(LONG_AGO))[1]
        there = box.move(second.place, "Quarantine")
        assert there is not None
        assert b"Subject: 2" in (box.raw(there) or b"")
        left = [flags for _, flags in plain.mails("eve")]
        deleted = frozenset({"\\Deleted"})
        assert left == ([deleted, deleted] if capability == "IMAP4rev1 AUTH=PLAIN" else [deleted])
        assert box.move(second.place, "Quarantine") is None
        assert box.find("INBOX", Sought(None, *NEAR)) == ()


def test_waiting_ends_with_a_mail_or_when_it_is_woken(server: Dovecot, secret: Path) -> None:
    box = connected(server, "fay", secret)
    point = box.start(None)
    wake = os.eventfd(0, os.EFD_NONBLOCK)
    server.deliver(mail(1), "fay")
    box.wait(60.0, wake)
    assert len(box.new(point)) == 1
    os.eventfd_write(wake, 1)
    box.wait(60.0, wake)
    box.close()
    with pytest.raises(MailboxError) as failure:
        box.wait(60.0, wake)
    assert failure.value.temporary


def test_a_connection_that_was_closed_says_so(server: Dovecot, secret: Path) -> None:
    box = connected(server, "gil", secret)
    point = box.start(None)
    server.kick()
    time.sleep(0.2)
    with pytest.raises(MailboxError) as failure:
        box.new(point)
    assert failure.value.temporary


def test_all_folders_are_told(server: Dovecot, secret: Path) -> None:
    box = connected(server, "hal", secret)
    server.deliver(mail(1), "hal")
    (arrived,) = box.new(box.start(LONG_AGO))
    box.move(arrived.place, "Entwürfe & mehr")
    assert sorted(box.folders()) == ["Entwürfe & mehr", "INBOX"]


@pytest.mark.parametrize(("mechanism", "word"), [("xoauth2", "token"), ("oauthbearer", "token")])
@pytest.mark.parametrize("protection", ["tls", "starttls"])
def test_one_signs_in_with_a_token_over_tls(
    server: Dovecot,
    authority: trustme.CA,
    mechanism: Mechanism,
    word: str,
    protection: Protection,
    tmp_path: Path,
) -> None:
    trusted, secret = tmp_path / "ca.pem", tmp_path / "token"
    authority.cert_pem.write_to_path(str(trusted))
    secret.write_text("stale\n")
    port = server.tls_port if protection == "tls" else server.port
    where = Server("localhost", port, "ian", Secret(secret), mechanism, protection, trusted, 10.0)
    with pytest.raises(MailboxError, match="sign-in was refused"):
        Imap(where)
    secret.write_text(word)
    box = Imap(where)
    wake = os.eventfd(0, os.EFD_NONBLOCK)
    point = box.start(None)
    server.deliver(mail(1), "ian")
    box.wait(60.0, wake)
    assert len(box.new(point)) == 1


def test_a_server_that_nobody_vouches_for_is_not_spoken_to(server: Dovecot, secret: Path) -> None:
    with pytest.raises(MailboxError, match="CERTIFICATE_VERIFY_FAILED"):
        Imap(Server("localhost", server.tls_port, "jo", Secret(secret), seconds=10.0))

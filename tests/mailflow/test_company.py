"""A whole company's mail: Debian's Postfix with the milter, Debian's Dovecot behind it, the watch on its
mailboxes, one store for both.
"""

import smtplib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from bench.mailflow import dovecot, postfix
from bench.mailflow.dovecot import Dovecot
from bench.mailflow.postfix import Postfix
from bench.mailflow.service import Milter, Watch
from sqlalchemy import select

from mailflow.through import GENUINE, SCAM, send, unchanged, until
from mailflow.through import field as values
from store.conftest import BACKENDS, fresh, postgresql  # noqa: F401
from unhook.store import Store, cases, deeds, orders, quarantine, reading, teaching
from unhook.store.schema import messages

pytestmark = [
    pytest.mark.postfix,
    pytest.mark.dovecot,
    pytest.mark.skipif(postfix.missing() is not None, reason=str(postfix.missing())),
    pytest.mark.skipif(dovecot.missing() is not None, reason=str(dovecot.missing())),
]
ANN, BOB = "ann@corp.example", "bob@corp.example"


@dataclass
class Company:
    """Its servers, and what stands in its store."""

    server: Postfix
    imap: Dovecot
    milter: Milter
    store: Store
    _policy: str = field(default="")

    def send(self, raw: bytes, *to: str) -> int:
        return send(self.server, raw, to)

    def known(self, source: str) -> list[tuple[int, str]]:
        """(number, level) of the messages that came by one door."""
        with self.store.reading() as connection:
            query = select(messages.c.id, messages.c.level).where(messages.c.source == source)
            return [(row.id, row.level) for row in connection.execute(query.order_by(messages.c.id))]

    def state(self, message: int) -> str | None:
        with self.store.reading() as connection:
            held = quarantine.get(connection, message)
        return held.state if held else None

    def reload(self, policy: str) -> None:
        before = self.milter.told().count("INFO reloaded")
        self.milter.configure(self._policy.replace('malicious = "tag"', f'malicious = "{policy}"'))
        self.milter.reload()
        until(lambda: self.milter.told().count("INFO reloaded") > before)


@pytest.fixture(params=BACKENDS, scope="module")
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder: Path = tmp_path_factory.mktemp("company")
    url = fresh(request, folder)
    with ExitStack() as running:
        store = Store.open(url)
        running.callback(store.close)
        imap = running.enter_context(Dovecot())
        milter = Milter()
        behind = {"relayhost": "", "default_transport": f"lmtp:inet:127.0.0.1:{imap.lmtp}"}
        server = running.enter_context(Postfix(0, milter.milter, behind))
        policy = (
            "[milter]\nworkers = 1\n"
            '[policy]\nmalicious = "tag"\n'
            f'[store]\nurl = "{url}"\n'
            f'[quarantine]\nplace = "store"\nsmtp = "127.0.0.1:{server.back}"\n'
        )
        milter.configure(policy)
        running.enter_context(milter)
        users = {"ann": 'malicious = "move"', "bob": "", "report": ""}
        reports = (
            "[milter]\nworkers = 1\n"
            '[report]\naccount = "report"\nreporters = ["corp.example"]\n'
            f'[smtp]\nhost = "127.0.0.1"\nport = {server.back}\nprotection = "none"\n'
        )
        running.enter_context(Watch(imap.port, users, reports, url))
        yield Company(server, imap, milter, store, policy)


def test_genuine_mail_arrives_byte_for_byte_under_the_fields_added(company: Company) -> None:
    assert company.send(GENUINE, BOB) == 250
    until(lambda: company.imap.mails("bob"))
    ((raw, flags),) = company.imap.mails("bob")
    assert unchanged(raw, GENUINE)
    assert flags == frozenset()
    assert values(raw, "X-Unhook-Verdict") == [b"clean"]
    until(lambda: company.known("watch"))
    assert [level for _, level in company.known("milter")] == ["clean"]
    assert [level for _, level in company.known("watch")] == ["clean"]


def test_a_scam_is_tagged_and_taken_out_of_the_mailbox_that_wants_it(company: Company) -> None:
    company.reload("tag")
    raw = SCAM.replace(b"Dear Webmail User", b"Dear Mail User")
    before = len(company.known("watch"))
    assert company.send(raw, ANN, BOB) == 250
    until(lambda: len(company.known("watch")) == before + 2)
    until(lambda: company.imap.mails("ann", "Quarantine"))
    assert company.imap.mails("ann") == []
    (tagged,) = [each for each, _ in company.imap.mails("bob") if b"X-Unhook-Verdict: malicious" in each]
    assert b"\r\nSubject: [Phishing] Update/Upgrade" in tagged


def test_a_scam_is_held_let_go_once_and_stays_where_it_was_let_go_to(company: Company) -> None:
    company.reload("quarantine")
    raw = SCAM.replace(b"Dear Webmail User", b"Dear Colleague").replace(
        b"Message-ID: <", b"Message-ID: <held."
    )
    known = {id_ for id_, _ in company.known("milter")}
    watched = company.known("watch")
    assert company.send(raw, ANN) == 250
    until(lambda: {id_ for id_, _ in company.known("milter")} - known)
    (message,) = {id_ for id_, _ in company.known("milter")} - known
    until(lambda: company.state(message) == "held")
    assert company.imap.mails("ann") == []
    for _ in range(2):
        with company.store.writing() as connection:
            orders.release(connection, message, by="ann", at=company.store.now())
    until(lambda: company.state(message) == "released")
    until(lambda: len(company.known("watch")) == len(watched) + 1)
    ((came, _),) = company.imap.mails("ann")
    assert unchanged(came, raw)
    assert values(came, "X-Unhook-Action") == [b"released"]
    ((copy, level),) = set(company.known("watch")) - set(watched)
    assert level == "malicious"
    with company.store.reading() as connection:
        assert deeds.of_message(connection, copy) == ()
    with company.store.writing() as connection:
        teaching.teach(connection, message, "genuine", by="ann", at=company.store.now())
        (summary,) = reading.summaries(connection, (message,))
    assert summary.label == "genuine"


def test_every_copy_of_a_scam_is_clawed_back_and_put_back_when_that_was_wrong(company: Company) -> None:
    company.reload("observe")
    raw = SCAM.replace(b"Message-ID: <", b"Message-ID: <clawed.").replace(b"Dear Webmail User", b"Dear All")
    watched = {id_ for id_, _ in company.known("watch")}
    assert company.send(raw, BOB) == 250
    until(lambda: {id_ for id_, _ in company.known("watch")} - watched)
    (message,) = {id_ for id_, _ in company.known("watch")} - watched

    def inbox() -> list[bytes]:
        return [each for each, _ in company.imap.mails("bob") if b"clawed." in each]

    assert len(inbox()) == 1
    with company.store.writing() as connection:
        keys = orders.claw_back(connection, company.store.safe, message, by="ann", at=company.store.now())
    assert len(keys) == 3
    until(lambda: not inbox())
    until(lambda: company.state(message) == "held")
    with company.store.writing() as connection:
        orders.undo_claw_back(connection, message, by="ann", at=company.store.now())
    until(inbox)
    assert len(inbox()) == 1


def test_who_forwards_a_scam_is_answered_and_told_how_it_ended(company: Company) -> None:
    forward = EmailMessage()
    forward["From"], forward["To"] = f"Bob <{BOB}>", "report@corp.example"
    forward["Subject"], forward["Message-ID"] = "WG: Ist das echt?", "<fwd.1@corp.example>"
    forward.set_content("Ist diese Mail echt? Ich soll mein Postfach bestätigen.")
    forward.add_attachment(message_from_bytes(SCAM, policy=SMTP))
    with smtplib.SMTP("127.0.0.1", company.server.back) as client:
        client.send_message(forward, BOB, ["report@corp.example"])

    def answers() -> list[str]:
        mails = [message_from_bytes(raw, policy=SMTP) for raw, _ in company.imap.mails("bob")]
        return [str(each.get_content()) for each in mails if each["Auto-Submitted"]]

    until(lambda: len(answers()) == 1)
    (answer,) = answers()
    assert "Diese Mail ist Phishing" in answer
    assert "http://" not in answer
    assert "https://" not in answer
    with company.store.reading() as connection:
        (case,) = cases.listed(connection)
    assert (case.reporter, case.channel) == (BOB, "mail")
    with company.store.writing() as connection:
        closed = cases.close(connection, case.id, "phish", by="ann", at=company.store.now())
        orders.tell_outcome(connection, closed, by="ann", at=company.store.now())
        orders.tell_outcome(connection, closed, by="ann", at=company.store.now())
    until(lambda: len(answers()) == 2)

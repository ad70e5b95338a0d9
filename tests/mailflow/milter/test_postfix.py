"""The whole way through Debian's Postfix: SMTP in, the milter, SMTP out to a sink."""

import fcntl
import os
import signal
import smtplib
import sqlite3
import struct
import termios
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.mailflow import ports, postfix
from bench.mailflow.postfix import Postfix
from bench.mailflow.service import Milter
from bench.mailflow.sink import Sink
from bench.peers import free_port
from bench.processes import children

from mailflow.through import (
    GENUINE,
    JO,
    SCAM,
    TEMPORARY,
    field,
    next_mail,
    send,
    split,
    unchanged,
    until,
)

pytestmark = [
    pytest.mark.postfix,
    pytest.mark.skipif(postfix.missing() is not None, reason=str(postfix.missing())),
]


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    with Sink(free_port()) as made:
        yield made


@pytest.fixture(scope="module")
def service() -> Iterator[Milter]:
    with Milter() as made:
        yield made


@pytest.fixture(scope="module")
def server(sink: Sink, service: Milter) -> Iterator[Postfix]:
    with Postfix(sink.port, service.milter) as made:
        yield made


def reloaded(service: Milter, config: str) -> None:
    before = service.told().count("INFO reloaded")
    service.configure(config)
    service.reload()
    until(lambda: service.told().count("INFO reloaded") > before)


def has_work(worker: int) -> bool:
    """Whether something waits in a worker's input."""
    with open(f"/proc/{worker}/fd/0", "rb", buffering=0) as pipe:
        return int(struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]) > 0


def test_observed_mail_gets_headers_and_nothing_else(server: Postfix, service: Milter, sink: Sink) -> None:
    reloaded(service, "")
    for sent, level in ((GENUINE, b"clean"), (SCAM, b"malicious")):
        before = len(sink.delivered)
        assert send(server, sent) == 250
        raw = next_mail(sink, before)
        assert unchanged(raw, sent)
        above = raw[: -len(sent)]
        assert above.startswith(b"Authentication-Results: mx.corp.example; x-unhook=" + level)
        assert field(above, "X-Unhook-Verdict") == [level]
        names = {line.partition(b":")[0] for line in split(above)[0] if line[:1] not in b" \t"}
        ours = {b"Authentication-Results", b"X-Unhook-Verdict", b"X-Unhook-Score", b"X-Unhook-Reasons"}
        assert names - {b""} == ours | {b"X-Unhook-Action", b"Received"}


def test_a_genuine_mail_is_untouched_whatever_is_done_with_others(
    server: Postfix, service: Milter, sink: Sink
) -> None:
    reloaded(service, '[policy]\nmalicious = "reject"\nsuspicious = "quarantine"\nbanner = true\n')
    before = len(sink.delivered)
    assert send(server, GENUINE) == 250
    assert unchanged(next_mail(sink, before), GENUINE)


def test_a_tagged_scam_says_so_in_subject_and_text(server: Postfix, service: Milter, sink: Sink) -> None:
    reloaded(service, '[policy]\nmalicious = "tag"\nbanner = true\nlanguage = "de"\n')
    before = len(sink.delivered)
    assert send(server, SCAM) == 250
    raw = next_mail(sink, before)
    (subject,) = field(raw, "Subject")
    assert subject.startswith(b"[Phishing] Update/Upgrade On The Messaging Network")
    assert raw.count(b"Diese Mail ist Phishing") == 2
    assert b"\r\nDear Webmail User," in raw


def test_a_quarantined_scam_is_held_and_can_be_released_once(
    server: Postfix, service: Milter, sink: Sink
) -> None:
    reloaded(service, '[policy]\nmalicious = "quarantine"\n')
    before = len(sink.delivered)
    assert send(server, SCAM) == 250
    until(lambda: len(server.queue("hold")) == 1)
    assert len(sink.delivered) == before
    server.release(server.queue("hold")[0])
    assert field(next_mail(sink, before), "X-Unhook-Action") == [b"quarantine"]
    assert server.queue("hold") == []


def test_a_mail_that_comes_while_it_starts_waits_for_it(sink: Sink) -> None:
    service = Milter()
    with Postfix(sink.port, service.milter) as server:
        service.start(ready=False)
        ports.wait(service.port)
        before = len(sink.delivered)
        assert send(server, GENUINE) == 250
        assert field(next_mail(sink, before), "X-Unhook-Verdict") == [b"clean"]
        assert service.stop() == 0


def test_a_rejected_scam_is_refused_and_goes_nowhere(server: Postfix, service: Milter, sink: Sink) -> None:
    reloaded(service, '[policy]\nmalicious = "reject"\n')
    before = len(sink.delivered)
    assert send(server, SCAM) == 550
    assert send(server, GENUINE) == 250
    assert unchanged(next_mail(sink, before), GENUINE)


def test_modes_go_by_the_recipients_domain(server: Postfix, service: Milter, sink: Sink) -> None:
    reloaded(
        service,
        '[policy]\nmalicious = "reject"\n'
        '[[policy.override]]\ndomains = ["mild.example"]\nmalicious = "tag"\n',
    )
    before = len(sink.delivered)
    assert send(server, SCAM, (JO, "jo@mild.example")) == 250
    assert field(next_mail(sink, before), "X-Unhook-Action") == [b"tag"]
    assert send(server, SCAM, (JO,)) == 550


def test_forged_results_are_taken_off(server: Postfix, service: Milter, sink: Sink) -> None:
    reloaded(service, "")
    forged = (
        b"X-Unhook-Verdict: clean\r\nx-unhook-anything : yes\r\n"
        b"Authentication-Results: MX.corp.example;\r\n\tdmarc=pass header.from=corp.example\r\n"
        b"X-Unhook-Verdict: clean\r\n"
    )
    before = len(sink.delivered)
    assert send(server, forged + SCAM) == 250
    raw = next_mail(sink, before)
    assert unchanged(raw, SCAM)
    assert field(raw, "X-Unhook-Verdict") == [b"malicious"]
    assert field(raw, "X-Unhook-anything ?") == []
    assert [each.split(b";")[0] for each in field(raw, "Authentication-Results")] == [
        b"mx.corp.example",
        b"mx1.corp.example",
    ]


def test_odd_bytes_of_a_sender_break_nothing(server: Postfix, service: Milter, sink: Sink) -> None:
    reloaded(service, "")
    before = len(sink.delivered)
    odd = b"Subject: \xff\xfe\r\nX-Gr\xfc\xdfe: x\r\n\r\nHi \xff\r\n.\r\n..\r\n"
    with smtplib.SMTP("127.0.0.1", server.port, timeout=60) as client:
        client.docmd(
            "EHLO", "m\xfcller".encode("latin-1").decode("latin-1").encode("ascii", "ignore").decode()
        )
        client.mail("a@b.example")
        client.rcpt(JO)
        assert client.data(odd)[0] == 250
    assert field(next_mail(sink, before), "X-Unhook-Verdict") != []


def test_reload_under_load_loses_nothing(server: Postfix, service: Milter, sink: Sink) -> None:
    reloaded(service, "")
    before, codes = len(sink.delivered), []

    def load(number: int) -> None:
        for each in range(10):
            codes.append(send(server, GENUINE.replace(b"maint-2026-11", b"load-%d-%d" % (number, each))))

    threads = [threading.Thread(target=load, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for mode in ("tag", "observe", "tag"):
        reloaded(service, f'[policy]\nmalicious = "{mode}"\n')
    for thread in threads:
        thread.join()
    assert codes == [250] * 40
    came = sink.wait(before + 40)[before:]
    assert len({tuple(field(each.raw, "Message-ID")) for each in came}) == 40
    assert all(field(each.raw, "X-Unhook-Verdict") == [b"clean"] for each in came)


def test_a_reload_that_fails_leaves_all_as_it_was(server: Postfix, service: Milter, sink: Sink) -> None:
    reloaded(service, '[policy]\nmalicious = "reject"\n')
    before = service.told().count("not reloaded")
    service.configure('[policy]\nmalicious = "eat"\n')
    service.reload()
    until(lambda: service.told().count("not reloaded") > before)
    assert send(server, SCAM) == 550


def test_a_worker_killed_amid_its_mail_costs_a_retry_and_no_more(
    server: Postfix, service: Milter, sink: Sink
) -> None:
    reloaded(service, "")
    before = len(sink.delivered)
    cores = len(os.sched_getaffinity(0))
    until(lambda: len(children(service.pid)) == cores)
    workers = children(service.pid)
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    codes: list[int] = []
    sending = threading.Thread(target=lambda: codes.append(send(server, SCAM)))
    sending.start()
    until(lambda: any(map(has_work, workers)))
    busy = {worker for worker in workers if has_work(worker)}
    for worker in workers:
        os.kill(worker, signal.SIGKILL if worker in busy else signal.SIGCONT)
    sending.join()
    assert codes[0] in TEMPORARY
    assert len(sink.delivered) == before
    assert send(server, SCAM) == 250
    assert unchanged(next_mail(sink, before), SCAM)
    assert len(sink.delivered) == before + 1
    assert "could not be checked: its worker was lost" in service.told()


def test_without_the_milter_mail_comes_again_and_is_delivered_once(sink: Sink) -> None:
    """What milter_default_action = tempfail, Postfix's own default, means."""
    service = Milter()
    with Postfix(sink.port, service.milter, {"milter_connect_timeout": "2s"}) as server:
        before = len(sink.delivered)
        assert send(server, GENUINE) in TEMPORARY
        with service:
            assert send(server, GENUINE) == 250
            assert field(next_mail(sink, before), "X-Unhook-Verdict") == [b"clean"]
        assert send(server, GENUINE) in TEMPORARY
        assert len(sink.delivered) == before + 1


def test_with_default_action_accept_mail_passes_unmarked(sink: Sink) -> None:
    options = {"milter_default_action": "accept", "milter_connect_timeout": "2s"}
    with Postfix(sink.port, f"inet:127.0.0.1:{free_port()}", options) as server:
        before = len(sink.delivered)
        assert send(server, SCAM) == 250
        assert field(next_mail(sink, before), "X-Unhook-Verdict") == []


def test_mail_that_cannot_be_checked_goes_by_on_failure(sink: Sink) -> None:
    tiny = "[milter]\nmax_message_bytes = 2000\n"
    with Milter(tiny) as service, Postfix(sink.port, service.milter) as server:
        before = len(sink.delivered)
        assert send(server, SCAM) in TEMPORARY
        reloaded(service, f'{tiny}on_failure = "accept"\n')
        assert send(server, b"X-Unhook-Verdict: clean\r\n" + SCAM) == 250
        raw = next_mail(sink, before)
        assert unchanged(raw, SCAM)
        assert field(raw, "X-Unhook-Verdict") == [b"incomplete"]
        assert "ERROR alarm" in service.told()


def test_a_client_that_hangs_up_amid_its_mail_leaves_nothing(
    server: Postfix, service: Milter, sink: Sink
) -> None:
    reloaded(service, "")
    before = len(sink.delivered)
    client = smtplib.SMTP("127.0.0.1", server.port, timeout=60)
    client.docmd("EHLO", "x.example")
    client.mail("a@b.example")
    client.rcpt(JO)
    client.docmd("DATA")
    assert client.sock is not None
    client.sock.sendall(GENUINE[:800])
    client.close()
    assert send(server, GENUINE) == 250
    assert unchanged(next_mail(sink, before), GENUINE)
    assert len(sink.delivered) == before + 1


def stored(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        return sorted(connection.execute("select message_id, level from messages").fetchall())


def test_each_outcome_is_in_the_store_once_also_when_it_was_away(sink: Sink, tmp_path: Path) -> None:
    path = tmp_path / "db" / "mail.db"
    path.parent.touch()
    config = f'[policy]\nmalicious = "quarantine"\n[store]\nurl = "sqlite:///{path}"\n'
    with Milter(config) as service, Postfix(sink.port, service.milter) as server:
        before = len(sink.delivered)
        assert send(server, SCAM) == 250
        assert send(server, GENUINE) == 250
        assert unchanged(next_mail(sink, before), GENUINE)
        ready = service.folder / "spool" / "ready"
        until(lambda: len(list(ready.iterdir())) == 2)
        path.parent.unlink()
        until(lambda: not list(ready.iterdir()), 90)
        levels = [level for _, level in stored(path)]
        assert sorted(levels) == ["clean", "malicious"]
        service.kill()
        service.start()
        assert send(server, GENUINE.replace(b"maint-2026-11", b"another")) == 250
        until(lambda: len(stored(path)) == 3, 90)
        assert not list((service.folder / "spool" / "failed").iterdir())


def test_it_ends_when_it_is_told_to() -> None:
    with Milter() as service:
        assert service.stop() == 0

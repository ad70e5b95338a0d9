"""Mails a second and latency through Postfix and a milter: nobody, Unhook and Rspamd with 1 and 2 workers."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from bench.mailflow import rspamd
from bench.mailflow.load import Sent, send
from bench.mailflow.postfix import Postfix
from bench.mailflow.service import Milter
from bench.mailflow.sink import Sink
from bench.peers import free_port
from bench.statistics import percentile

CLIENTS = 8
_WARM_UP = 20


def measure(mails: Sequence[bytes]) -> Iterator[str]:
    """A table, line by line.

    Latency is that of one client, from connecting to the server's word on the mail; mails a second are those
    of eight clients at once. Each milter sees all mails in both.
    """
    yield f"{len(mails)} mails, {sum(map(len, mails)) / 1e6:.1f} MB"
    yield f"{'':20}{'mails/s':>9}{'p50 ms':>9}{'p95':>9}{'p99':>9}{'again':>7}"
    for name, milter in _milters():
        with milter as called, Sink(free_port()) as sink, Postfix(sink.port, called) as server:
            send(server.port, mails[:_WARM_UP], CLIENTS)
            one = send(server.port, mails, 1)
            many = send(server.port, mails, CLIENTS)
        yield _line(name, one, many)


def _line(name: str, one: Sent, many: Sent) -> str:
    cells = "".join(f"{percentile(one.seconds, share) * 1e3:9.1f}" for share in (0.5, 0.95, 0.99))
    return f"{name:20}{len(many.seconds) / many.elapsed:9.1f}{cells}{one.again + many.again:7}"


def _milters() -> Iterator[tuple[str, AbstractContextManager[str | None]]]:
    yield "no milter", _nobody()
    for workers in (1, 2):
        yield f"Unhook, {workers} worker", _unhook(workers, "")
    yield "Unhook, 2, store", _unhook(2, '[store]\nurl = "sqlite:///{folder}/mail.db"\n')
    for workers in (1, 2):
        if rspamd.missing() is None:
            yield f"Rspamd, {workers} worker", rspamd.running(workers)


@contextmanager
def _nobody() -> Iterator[str | None]:
    yield None


@contextmanager
def _unhook(workers: int, more: str) -> Iterator[str | None]:
    service = Milter()
    service.configure(f"[milter]\nworkers = {workers}\n" + more.format(folder=service.folder))
    with service:
        yield service.milter

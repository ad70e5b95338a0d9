"""Mails sent to a server by several clients at once, each sent again until it is taken."""

import smtplib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Sent:
    """What sending came to: seconds until the server took each mail, retries included, and how often it said
    that one should come again.
    """

    seconds: list[float] = field(default_factory=list)
    again: int = 0
    elapsed: float = 0.0


def send(port: int, mails: Sequence[bytes], clients: int, pause: float = 0.2) -> Sent:
    """Send each mail once; it is the caller's that they differ."""
    sent, lock = Sent(), threading.Lock()
    waiting = iter(mails)

    def client() -> None:
        while True:
            with lock:
                raw = next(waiting, None)
            if raw is None:
                return
            start, again = time.monotonic(), 0
            while not _taken(port, raw):
                again += 1
                time.sleep(pause)
            with lock:
                sent.seconds.append(time.monotonic() - start)
                sent.again += again

    start = time.monotonic()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent.elapsed = time.monotonic() - start
    return sent


def _taken(port: int, raw: bytes) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=300) as client:
            client.sendmail("sender@example.net", ["anna.berg@corp.example"], raw)
    except (smtplib.SMTPException, OSError):
        return False
    return True

"""An SMTP server at the end of the way: takes every mail and keeps it, once for each time it took it."""

import socketserver
import threading
import time
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail as the sink got it, with CRLF; `at` in seconds of the monotonic clock."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    at: float


class Sink:
    """Listens on a port of loopback while its context lasts."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.delivered: list[Delivered] = []
        delivered = self.delivered

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 sink.test\r\n")
                sender = ""
                recipients: list[str] = []
                while line := self.rfile.readline():
                    verb = line[:4].upper()
                    if verb == b"MAIL":
                        sender = line.split(b"<")[1].split(b">")[0].decode()
                    if verb == b"RCPT":
                        recipients.append(line.split(b"<")[1].split(b">")[0].decode())
                    if verb == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        raw = self._data()
                        delivered.append(Delivered(sender, tuple(recipients), raw, time.monotonic()))
                        recipients = []
                    if verb == b"QUIT":
                        self.wfile.write(b"221 farewell\r\n")
                        return
                    self.wfile.write(
                        b"250-sink.test\r\n250 8BITMIME\r\n" if verb == b"EHLO" else b"250 fine\r\n"
                    )

            def _data(self) -> bytes:
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line[1:] if line.startswith(b".") else line)
                return b"".join(lines)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            request_queue_size = 128

        self._server = Server(("127.0.0.1", port), Handler)

    def wait(self, count: int, seconds: float = 60.0) -> list[Delivered]:
        """What came, as soon as it is so many mails. Raises `TimeoutError`."""
        until = time.monotonic() + seconds
        while len(self.delivered) < count:
            if time.monotonic() > until:
                raise TimeoutError(f"{len(self.delivered)} mails of {count} came")
            time.sleep(0.02)
        return list(self.delivered)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

"""ClamAV through its daemon (clamd(8), command INSTREAM): the file is sent over a socket, nothing is written.

The one part of `files` that talks to somebody, and only where an operator named the daemon.
"""

import socket
import struct
from dataclasses import dataclass

from unhook.errors import ConfigError

_CHUNK = 64 * 1024
_ANSWER = 4_096


@dataclass(frozen=True, slots=True)
class Clamd:
    """A daemon: `address` is a path of a Unix socket, or `host:port`. `seconds` bounds each answer."""

    address: str
    seconds: float = 30.0

    def scan(self, data: bytes) -> str | None:
        """The name of what it found, None where it found nothing.

        Raises `ConfigError` where the daemon cannot be reached or answers with an error (a file beyond its
        StreamMaxLength), so that nobody takes silence for clean.
        """
        try:
            with self._connected() as link:
                link.sendall(b"zINSTREAM\0")
                for at in range(0, len(data), _CHUNK):
                    piece = data[at : at + _CHUNK]
                    link.sendall(struct.pack(">I", len(piece)) + piece)
                link.sendall(struct.pack(">I", 0))
                answer = self._answer(link)
        except OSError as error:
            raise ConfigError(f"clamd at {self.address}: {error}") from error
        if answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if answer != "stream: OK":
            raise ConfigError(f"clamd at {self.address} says: {answer or 'nothing'}")
        return None

    def _connected(self) -> socket.socket:
        host, colon, port = self.address.rpartition(":")
        if self.address.startswith("/") or not colon:
            link = socket.socket(socket.AF_UNIX)
            link.settimeout(self.seconds)
            link.connect(self.address)
            return link
        return socket.create_connection((host.strip("[]"), int(port)), self.seconds)

    @staticmethod
    def _answer(link: socket.socket) -> str:
        answer = b""
        while b"\0" not in answer and len(answer) < _ANSWER and (piece := link.recv(_ANSWER)):
            answer += piece
        return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()

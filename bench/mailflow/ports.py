"""Waiting for a server on loopback."""

import socket
import struct
import time


def wait(port: int, seconds: float = 60.0) -> None:
    """Until somebody listens there. Raises `TimeoutError`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on port {port}")


def wait_for_milter(port: int, seconds: float = 60.0) -> None:
    """Until a milter there agrees on options, and so can take a mail. Raises `TimeoutError`."""
    wait(port, seconds)
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as probe:
        probe.sendall(struct.pack("!IcIII", 13, b"O", 6, 0x1FF, 0x1FFFFF))
        if not probe.recv(1):
            raise TimeoutError(f"no milter answers on port {port}")

"""Waiting for a server on loopback."""

import socket
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

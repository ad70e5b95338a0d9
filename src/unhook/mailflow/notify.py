"""What the service manager is told (sd_notify(3)); without one, nothing."""

import contextlib
import os
import socket
import time


def notify(state: str) -> None:
    """Tell it `READY`, `RELOADING` or `STOPPING`."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    text = f"{state}=1\n"
    if state == "RELOADING":
        text += f"MONOTONIC_USEC={time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000}\n"
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.sendto(text.encode("ascii"), "\0" + address[1:] if address.startswith("@") else address)

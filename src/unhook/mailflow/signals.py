"""What whoever runs a service tells it by signals."""

import asyncio
import signal


def asked() -> tuple[asyncio.Event, asyncio.Event]:
    """Set when it is to end (SIGTERM, SIGINT), and when it is to read all anew (SIGHUP); in this loop."""
    stop, again = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, again.set)
    return stop, again

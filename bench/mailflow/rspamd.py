"""Rspamd (Debian's package) as a milter on loopback, without network tests; its proxy scans by itself."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from bench import peers
from bench.mailflow import ports


def missing() -> str | None:
    """Why there can be no Rspamd here; None where there can."""
    return None if shutil.which("rspamd") else "Debian's package rspamd is not installed"


@contextmanager
def running(workers: int) -> Iterator[str]:
    """What Postfix calls it, while it runs with so many workers."""
    port = peers.free_port()
    with peers.place() as (folder, processes):
        command = peers.rspamd_command(folder, port)
        local = folder / "etc" / "local.d"
        (local / "worker-normal.inc").write_text("count = 0; enabled = false;\n")
        (local / "worker-proxy.inc").write_text(
            f'count = {workers}; bind_socket = "127.0.0.1:{port}"; milter = yes; timeout = 120s;\n'
            'upstream "local" { default = yes; self_scan = yes; }\n'
        )
        processes.append(peers.start(command))
        ports.wait(port, peers.SECONDS_TO_START)
        yield f"inet:127.0.0.1:{port}"

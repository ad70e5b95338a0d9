"""SpamAssassin and Rspamd (Debian's packages) as local peers: loopback only, no network tests.

Each is started as one worker on a loopback port and stopped afterwards. What is not
installed is left out and said so.
"""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Protocol

NAMES = ("SpamAssassin", "Rspamd")
SECONDS_TO_START = 300.0
"""Rspamd compiles its patterns at each start, which takes a minute on a busy machine."""

RSPAMD_OFF = (
    "arc asn clickhouse dkim dkim_signing dmarc elastic fuzzy_check greylist history_redis mx_check "
    "neural ratelimit rbl redis replies reputation rspamd_update spf surbl url_redirector"
)


RSPAMD_UNFAIR = ("DATE_IN_PAST", "HFILTER_FROMHOST_NORES_A_OR_MX", "HFILTER_HOSTNAME_UNKNOWN", "SPAM_FLAG")


class Peer(Protocol):
    """A running filter: `score` of a raw message, and the score from which it flags one."""

    @property
    def name(self) -> str:
        """What it is called in tables."""
        ...

    @property
    def flags_from(self) -> float:
        """The score from which it flags a message by default."""
        ...

    def score(self, raw: bytes) -> float:
        """The filter's own score; higher is worse."""
        ...


@dataclass(frozen=True, slots=True)
class SpamAssassin:
    """A client of spamd's protocol, one connection a message as spamc does it."""

    port: int
    name: str = "SpamAssassin"
    flags_from: float = 5.0

    def score(self, raw: bytes) -> float:
        """The score in the reply's `Spam:` line; 0 when spamd refuses the message for its size."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=120) as link:
            link.sendall(b"CHECK SPAMC/1.5\r\nContent-length: %d\r\n\r\n" % len(raw) + raw)
            link.shutdown(socket.SHUT_WR)
            reply = b""
            while chunk := link.recv(65536):
                reply += chunk
        found = re.search(rb"Spam: \w+ ; (-?[\d.]+) /", reply)
        return float(found.group(1)) if found else 0.0


class Rspamd:
    """A client of Rspamd's HTTP protocol over one kept connection."""

    name = "Rspamd"
    flags_from = 6.0

    def __init__(self, port: int) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def score(self, raw: bytes) -> float:
        """The metric score less what only an archive and a missing network cause; 0 when skipped."""
        self.link.request("POST", "/checkv2", body=raw)
        reply = json.loads(self.link.getresponse().read())
        symbols = reply.get("symbols", {})
        unfair = sum(float(symbols[name]["score"]) for name in RSPAMD_UNFAIR if name in symbols)
        return float(reply.get("score", 0.0)) - unfair


def version(command: str) -> str:
    """The version that an installed filter's command tells."""
    told = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=60, check=True)
    return re.search(r"\d[\w.]*", told.stdout + told.stderr)[0]  # type: ignore[index]


@contextmanager
def running() -> Iterator[list[Peer]]:
    """Both peers where installed, out of the box, started and stopped."""
    with place() as (folder, processes):
        peers: list[Peer] = []
        if shutil.which("spamd"):
            port = free_port()
            processes.append(start(spamd_command(port)))
            if listens("SpamAssassin", port):
                peers.append(SpamAssassin(port))
        if shutil.which("rspamd"):
            port = free_port()
            processes.append(start(rspamd_command(folder, port)))
            if listens("Rspamd", port):
                peers.append(Rspamd(port))
        yield peers


@contextmanager
def place() -> Iterator[tuple[Path, list[subprocess.Popen[bytes]]]]:
    """A folder that every user may enter, and a list for processes: both are gone afterwards."""
    processes: list[subprocess.Popen[bytes]] = []
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        os.chmod(folder, 0o755)
        try:
            yield Path(folder), processes
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=30)


def spamd_command(port: int, *more: str) -> list[str]:
    """SpamAssassin's server as one worker on loopback, without network tests."""
    where = ["-i", "127.0.0.1", "-p", str(port)]
    return ["spamd", "-L", "-x", "-m", "1", *where, "-u", "nobody", "--syslog=null", *more]


def rspamd_command(folder: Path, port: int) -> list[str]:
    """Rspamd as one worker on loopback, configured in a copy below `folder` that may be changed before."""
    resolver = _Resolver()
    resolver.start()
    configuration = folder / "etc"
    shutil.copytree("/etc/rspamd", configuration)
    local = configuration / "local.d"
    local.mkdir(exist_ok=True)
    for module in RSPAMD_OFF.split():
        (local / f"{module}.conf").write_text("enabled = false;\n")
    (local / "options.inc").write_text(
        f'dns {{ timeout = 0.05s; retransmits = 1; nameserver = "127.0.0.1:{resolver.port}"; }}\n'
    )
    (local / "worker-normal.inc").write_text(f'count = 1; bind_socket = "127.0.0.1:{port}";\n')
    for worker in ("controller", "proxy"):
        (local / f"worker-{worker}.inc").write_text("count = 0; enabled = false;\n")
    (local / "logging.inc").write_text('type = "console"; level = "silent";\n')
    command = ["rspamd", "-f", "-c", str(configuration / "rspamd.conf")]
    for name in ("CONFDIR", "LOCAL_CONFDIR"):
        command.append(f"--var={name}={configuration}")
    for name in ("DBDIR", "RUNDIR", "LOGDIR"):
        place = folder / name.lower()
        place.mkdir()
        shutil.chown(place, "_rspamd")
        command.append(f"--var={name}={place}")
    return [*command, "-u", "_rspamd", "-g", "_rspamd"]


class _Resolver(Thread):
    """A name server on loopback that fails at once (SERVFAIL, RFC 1035 4.1.1): no name is known or denied."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = int(self.socket.getsockname()[1])

    def run(self) -> None:
        """Answer every question with a server failure."""
        while True:
            query, asker = self.socket.recvfrom(4096)
            self.socket.sendto(query[:2] + b"\x81\x82" + query[4:6] + bytes(6) + query[12:], asker)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """A process without output."""
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(name: str, port: int, seconds: float = SECONDS_TO_START) -> bool:
    """Wait until somebody listens on a loopback port; a peer that does not in time is left out and told."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return True
    print(f"{name} did not start within {seconds:.0f} s and is left out", file=sys.stderr)
    return False

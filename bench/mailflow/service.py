"""`unhook milter` as a process of its own."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from bench.mailflow import ports
from bench.peers import free_port


class Service:
    """Runs while its context lasts, configured by this text but for socket and spool; `log` is its output."""

    def __init__(self, config: str = "", port: int | None = None) -> None:
        self.port = port or free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="unhook-milter-"))
        self._file = self.folder / "unhook.toml"
        self.log = self.folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self.configure(config)

    @property
    def milter(self) -> str:
        """What Postfix calls it."""
        return f"inet:127.0.0.1:{self.port}"

    def configure(self, config: str) -> None:
        """Another configuration, from the next start or `reload` on; `[milter]` gets its socket."""
        head, found, rest = config.partition("[milter]\n")
        own = f'[milter]\nlisten = "inet:127.0.0.1:{self.port}"\nspool = "{self.folder}/spool"\n'
        self._file.write_text(f"{head}{own}{rest}" if found else f"{own}{config}")

    def start(self, ready: bool = True) -> None:
        """Start it, and wait until it can take mail."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "unhook", "milter", "--config", str(self._file)],
                stdout=log,
                stderr=log,
                env={**os.environ, "UNHOOK_HOME": str(self.folder / "home")},
            )
        if ready:
            ports.wait_for_milter(self.port, 120.0)

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    def reload(self) -> None:
        """Ask it to read everything anew."""
        os.kill(self.pid, signal.SIGHUP)

    def kill(self) -> None:
        """End it at once, without a word."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ask it to end; its status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(60.0)

    def told(self) -> str:
        """What it said so far."""
        return self.log.read_text()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        if self._process.poll() is None:
            self.stop()

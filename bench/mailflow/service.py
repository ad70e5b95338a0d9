"""`unhook milter` and `unhook watch` as processes of their own."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

from bench.mailflow import ports
from bench.peers import free_port


class Service:
    """`unhook VERB`, which runs while its context lasts; `log` is its output."""

    verb = ""

    def __init__(self, config: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"unhook-{self.verb}-"))
        self._file = self.folder / "unhook.toml"
        self.log = self.folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self.configure(config)

    def configure(self, config: str) -> None:
        """Another configuration, from the next start or `reload` on."""
        self._file.write_text(config)

    def ready(self) -> None:
        """Wait until it is at work."""

    def start(self, ready: bool = True) -> None:
        """Start it, and wait until it is at work."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "unhook", self.verb, "--config", str(self._file)],
                stdout=log,
                stderr=log,
                env={**os.environ, "UNHOOK_HOME": str(self.folder / "home")},
            )
        if ready:
            self.ready()

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


class Milter(Service):
    """Configured by this text but for socket and spool."""

    verb = "milter"

    def __init__(self, config: str = "", port: int | None = None) -> None:
        self.port = port or free_port()
        super().__init__(config)

    @property
    def milter(self) -> str:
        """What Postfix calls it."""
        return f"inet:127.0.0.1:{self.port}"

    def configure(self, config: str) -> None:
        """Another configuration, from the next start or `reload` on; `[milter]` gets its socket."""
        head, found, rest = config.partition("[milter]\n")
        own = f'[milter]\nlisten = "inet:127.0.0.1:{self.port}"\nspool = "{self.folder}/spool"\n'
        super().configure(f"{head}{own}{rest}" if found else f"{own}{config}")

    def ready(self) -> None:
        """Wait until it can take mail."""
        ports.wait_for_milter(self.port, 120.0)


class Watch(Service):
    """Watches these users of a private Dovecot, with these options for each; `config` stands before."""

    verb = "watch"

    def __init__(self, port: int, users: dict[str, str], config: str = "") -> None:
        self._port = port
        self.users = users
        super().__init__(config)

    @property
    def database(self) -> Path:
        """Its store."""
        return self.folder / "mail.db"

    def configure(self, config: str) -> None:
        """Another configuration, from the next start or `reload` on."""
        secret = self.folder / "secret"
        secret.write_text("secret\n")
        accounts = "".join(
            f'[[watch.account]]\nname = "{user}"\nhost = "127.0.0.1"\nport = {self._port}\n'
            f'protection = "none"\nuser = "{user}"\naddress = "{user}@corp.example"\n'
            f'secret_file = "{secret}"\n{options}\n'
            for user, options in self.users.items()
        )
        super().configure(f'{config}\n[store]\nurl = "sqlite:///{self.database}"\n{accounts}')

    def ready(self) -> None:
        """Wait until all its mailboxes are open."""
        before = getattr(self, "_seen", 0)
        until = time.monotonic() + 120.0
        while self.told().count(": connected") < before + len(self.users):
            if time.monotonic() > until or (self._process and self._process.poll() is not None):
                raise TimeoutError(f"the watch does not work: {self.told()}")
            time.sleep(0.02)
        self._seen = self.told().count(": connected")

"""Rspamd (Debian's package) as a milter on loopback, with its own rules and no network."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self

from bench.mailflow import ports

_CONFIG = """
options {{ pidfile = "{folder}/pid"; dns {{ nameserver = ["127.0.0.1:1:1"]; timeout = 0.1s; retransmits = 1; }}
  control_socket = "{folder}/control mode=0600"; local_addrs = []; }}
logging {{ type = "file"; filename = "{folder}/log"; level = "warning"; }}
.include "/etc/rspamd/common.conf"
worker "rspamd_proxy" {{ bind_socket = "127.0.0.1:{port}"; milter = yes; timeout = 120s; count = {workers};
  upstream "local" {{ default = yes; self_scan = yes; }} }}
"""


def missing() -> str | None:
    """Why there can be no Rspamd here."""
    return None if shutil.which("rspamd") else "Debian's package rspamd is not installed"


class Rspamd:
    """Runs while its context lasts, with so many proxy workers that scan by themselves."""

    def __init__(self, workers: int) -> None:
        self.port = ports.free()
        self._folder = Path(tempfile.mkdtemp(prefix="unhook-rspamd-"))
        self._folder.chmod(0o777)
        self._config = self._folder / "rspamd.conf"
        self._config.write_text(
            _CONFIG.format(folder=self._folder, port=self.port, workers=workers)
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def milter(self) -> str:
        """What Postfix calls it."""
        return f"inet:127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["rspamd", "-f", "-c", str(self._config), "--var", f"DBDIR={self._folder}", "-u", "_rspamd", "-g", "_rspamd"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ports.wait(self.port)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)

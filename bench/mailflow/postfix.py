"""A private Postfix (Debian's package) in a folder of its own, on a port of loopback.

It needs root, as Postfix does, and touches no other instance.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self

from bench.mailflow import ports
from bench.peers import free_port

_PROGRAM = "/usr/sbin/postfix"
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{back} inet n - n - - smtpd -o smtpd_milters=
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


def missing() -> str | None:
    """Why there can be no Postfix here; None where there can."""
    if not Path(_PROGRAM).exists():
        return "Debian's package postfix is not installed"
    return None if os.geteuid() == 0 else "a private Postfix has to be started as root"


class Postfix:
    """Runs while its context lasts: takes mail for anybody on `port`, hands it to `sink`, asks `milter`.

    `milter` is what smtpd_milters takes (`inet:127.0.0.1:8894`). `options` are further lines of main.cf.
    `back` is another port, where no milter is asked.
    """

    def __init__(
        self, sink: int, milter: str | None, options: dict[str, str] | None = None, back: int = 0
    ) -> None:
        self.port = free_port()
        self.back = back or free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="unhook-postfix-"))
        self._folder.chmod(0o755)
        self.config = self._folder / "etc"
        for name in ("etc", "queue", "data"):
            (self._folder / name).mkdir(mode=0o755)
        shutil.chown(self._folder / "data", "postfix")
        self.log = self._folder / "log"
        main = {
            "compatibility_level": "3.6",
            "queue_directory": str(self._folder / "queue"),
            "data_directory": str(self._folder / "data"),
            "maillog_file": str(self.log),
            "maillog_file_prefixes": str(self._folder),
            "myhostname": "mx.corp.example",
            "mydestination": "",
            "local_recipient_maps": "",
            "alias_maps": "",
            "inet_interfaces": "127.0.0.1",
            "inet_protocols": "ipv4",
            "mynetworks": "127.0.0.0/8",
            "relayhost": f"[127.0.0.1]:{sink}",
            "smtp_host_lookup": "native",
            "disable_dns_lookups": "yes",
            "smtpd_peername_lookup": "no",
            "smtpd_milters": milter or "",
            "milter_default_action": "tempfail",
            "milter_connect_timeout": "10s",
            "smtpd_client_connection_count_limit": "0",
            "smtpd_authorized_xclient_hosts": "127.0.0.1",
            "smtpd_error_sleep_time": "0",
            "smtpd_hard_error_limit": "1000",
            "maximal_queue_lifetime": "1h",
            "minimal_backoff_time": "2s",
            "queue_run_delay": "2s",
            **(options or {}),
        }
        (self.config / "main.cf").write_text("".join(f"{key} = {value}\n" for key, value in main.items()))
        (self.config / "master.cf").write_text(_MASTER.format(port=self.port, back=self.back))

    def queue(self, name: str) -> list[str]:
        """The ids of the mails in a queue: `hold`, `deferred`, `active`, `incoming`."""
        told = self._run("postqueue", "-c", str(self.config), "-j").stdout
        return [each["queue_id"] for each in map(json.loads, told.splitlines()) if each["queue_name"] == name]

    def release(self, queue_id: str) -> None:
        """Let a mail go that is on hold."""
        self._run("postsuper", "-c", str(self.config), "-H", queue_id)

    def __enter__(self) -> Self:
        self._run(_PROGRAM, "-c", str(self.config), "start")
        ports.wait(self.port)
        return self

    def __exit__(self, *_: object) -> None:
        self._run(_PROGRAM, "-c", str(self.config), "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stderr or done.stdout}")
        return done

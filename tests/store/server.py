"""Debian's PostgreSQL for the tests: started as an ordinary user on a Unix socket in a folder of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ORDINARY = "nobody"
OPTIONS = "-c listen_addresses='' -c fsync=off -c max_connections=50"


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are, the newest version's; `None` where they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def running(binaries: Path) -> Iterator[str]:
    """A server's URL, without a database's name."""
    folder = Path(tempfile.mkdtemp(prefix="unhook-postgresql-"))
    data, log = folder / "data", folder / "log"
    user = ORDINARY if os.geteuid() == 0 else None
    if user is not None:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries / program, *arguments],
            user=user,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )

    try:
        run("initdb", "-D", str(data), "-U", "unhook", "--auth=trust", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "-D", str(data), "-l", str(log), "-w", "-o", f"{OPTIONS} -k {folder}", "start")
        try:
            yield f"postgresql://unhook@/{{}}?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def owner() -> str:
    """Who the server runs as."""
    return ORDINARY if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name

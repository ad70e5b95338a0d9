"""Postfix's hold queue, by postsuper(1) on the host that holds the mail."""

import re
import socket
import subprocess
from collections.abc import Sequence
from typing import TYPE_CHECKING

from unhook.mailflow.held.hands import UndoneError

if TYPE_CHECKING:
    from unhook.store.deeds import Deed

_QUEUE_ID = re.compile(r"[0-9A-Za-z]{5,30}")
_SECONDS = 30.0


def host() -> str:
    """By what the places of this host's hold queue are told from those of others."""
    return socket.gethostname().lower()


def place(queue_id: str | None) -> str:
    """The place of a mail in this host's hold queue."""
    return f"postfix:{host()}:{queue_id}"


class HoldQueue:
    """`command` is what runs postsuper, which only the superuser may."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)

    def release(self, deed: "Deed") -> None:
        """Let it go; what is on hold no more was let go before."""
        self._run("-H", deed)

    def delete(self, deed: "Deed") -> None:
        """Delete it."""
        self._run("-d", deed)

    def _run(self, option: str, deed: "Deed") -> None:
        queue_id = str(deed.detail.get("place", "")).rpartition(":")[2]
        if not _QUEUE_ID.fullmatch(queue_id):
            raise UndoneError(f"{queue_id!r} is no queue id", again=False)
        command = (*self._command, option, queue_id, *(("hold",) if option == "-d" else ()))
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
            )
        except FileNotFoundError as error:
            raise UndoneError(f"{command[0]}: {error.strerror}", again=False) from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UndoneError(f"{command[0]}: {type(error).__name__}", again=True) from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UndoneError(
                f"{command[0]} ended with {done.returncode}: {said[-1] if said else ''}", again=True
            )

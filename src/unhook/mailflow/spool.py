"""Outcomes on disk until somebody else has them: written before the mail server is answered, so that whatever
dies afterwards, no outcome is lost, and taken away when it is kept elsewhere, so that none is kept twice.

    answering/<id>           the server is about to be told, or nobody knows whether it was
    ready/<id>.<performed>   to be recorded
    failed/<id>.<performed>  the recorder would not have it; for a person to look at
"""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import msgspec

from unhook.actions.model import Plan
from unhook.errors import ConfigError
from unhook.mailflow.envelope import Envelope
from unhook.mailflow.outcome import Performed

_KINDS: tuple[Performed, ...] = get_args(Performed)


@dataclass(frozen=True, slots=True)
class Entry:
    """An outcome as it is kept: `judged` an encoded `job.Judged`, None where nobody judged."""

    envelope: Envelope
    raw: bytes
    plan: Plan | None = None
    judged: bytes | None = None
    failure: str | None = None


class Spool:
    """A folder of outcomes. One process writes to it; another may take from it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: int | None = None

    def own(self) -> None:
        """Make the folder, hold it against other writers, and give up what was being answered when the last
        one died. Raises `ConfigError` where that is not possible.
        """
        try:
            for name in ("draft", "answering", "ready", "failed"):
                (self._folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for draft in (self._folder / "draft").iterdir():
                draft.unlink()
            for left in (self._folder / "answering").iterdir():
                self.settle(left.name, "unknown")
        except BlockingIOError:
            raise ConfigError(f"{self._folder}: another milter keeps its outcomes there") from None
        except OSError as error:
            raise ConfigError(f"{error.filename or self._folder}: {error.strerror}") from None

    def keep(self, entry: Entry) -> None:
        """Keep an outcome of which nobody has been told. Raises `OSError`; then nothing is kept."""
        name = entry.envelope.id
        draft = self._folder / "draft" / name
        try:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(msgspec.msgpack.encode(entry))
                file.flush()
                os.fsync(file.fileno())
            draft.rename(self._folder / "answering" / name)
            _sync(self._folder / "answering")
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    def settle(self, name: str, performed: Performed) -> None:
        """What became of an outcome that is kept; it is then ready to be recorded."""
        (self._folder / "answering" / name).rename(self._folder / "ready" / f"{name}.{performed}")

    def waiting(self) -> list[Path]:
        """What is ready to be recorded, the oldest first."""
        found = []
        for path in (self._folder / "ready").iterdir():
            try:
                found.append((path.stat().st_mtime_ns, path))
            except FileNotFoundError:
                continue
        return [path for _, path in sorted(found)]

    @staticmethod
    def read(path: Path) -> tuple[Entry, Performed]:
        """What waits there. Raises `ValueError` for what is no outcome."""
        performed = next((kind for kind in _KINDS if path.suffix == f".{kind}"), None)
        if performed is None:
            raise ValueError(f"{path.name}: no outcome's name")
        return msgspec.msgpack.decode(path.read_bytes(), type=Entry), performed

    def refuse(self, path: Path) -> None:
        """Put aside what cannot be recorded."""
        path.rename(self._folder / "failed" / path.name)

    @staticmethod
    def drop(path: Path) -> None:
        """What is recorded need not be kept."""
        path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let others write."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

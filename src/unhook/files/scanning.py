"""One file to this process's workers, as `tree.explode` asks."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from unhook.files.model import Fault, Found
from unhook.files.scanner import Sample

if TYPE_CHECKING:
    from unhook.files.pool import Pool


@dataclass(frozen=True, slots=True)
class Scanning:
    """What all scanners find in a file; a value that may go to another process.

    `yara`: folders of the operator's own rules, beside those that are shipped.
    """

    yara: tuple[str, ...] = ()

    def __call__(self, sample: Sample) -> Found:
        """Never raises on content; where no worker can be had, the file stays closed and that is told.

        Raises `ConfigError` for a folder of rules that cannot be used.
        """
        from unhook.files.keeper import PoolError

        try:
            return _pool().scan(replace(sample, yara=rules(self.yara)))
        except PoolError as error:
            return Found(faults=(Fault("failed", str(error)),))


@cache
def rules(folders: tuple[str, ...]) -> bytes:
    """The shipped YARA rules and those of the folders, compiled once a process; empty without folders.

    Raises `ConfigError` for a folder that is missing or a rule that does not compile.
    """
    from unhook.files.signatures import compiled

    return compiled([Path(folder) for folder in folders]) if folders else b""


@cache
def _pool() -> "Pool":
    """One worker beside this process, which is started when a file is first looked into."""
    from unhook.files.pool import Pool

    return Pool(size=1)

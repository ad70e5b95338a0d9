"""One archive's members, taken out within the limits of the sample."""

from collections.abc import Iterable, Mapping
from typing import Any

from unhook.files import names
from unhook.files.model import Child, Fault, Found, Sign
from unhook.files.scanner import Sample
from unhook.limits import allowance


class FullError(Exception):
    """A limit is reached: nothing more may come out. Its argument is the limit's name."""


class LockedError(Exception):
    """A member is encrypted, and no known password opens it."""


class UnsupportedError(Exception):
    """A member that no reader here understands. Its argument says why."""


class Unpacking:
    """Collects members; sizes are counted while they stream, whatever the archive claims of itself."""

    def __init__(self, sample: Sample, how: str = "archive entry") -> None:
        self._limits = sample.limits
        self._how = how
        self._allowed = allowance(len(sample.data), sample.limits.ratio)
        self._out = 0
        self.paths: list[str] = []
        self.locked: list[str] = []
        self._children: list[Child] = []
        self._signs: dict[str, Sign] = {}
        self._faults: dict[str, Fault] = {}

    @property
    def largest(self) -> int:
        """Bytes that one member may have."""
        return self._limits.file_bytes

    def name(self, path: str) -> None:
        """Note a member's name; raises FullError where there are too many."""
        if len(self.paths) >= self._limits.names:
            raise self._full("names", path)
        self.paths.append(path)

    def take(self, path: str, chunks: Iterable[bytes], how: str | None = None) -> bool:
        """Read a member to its end and keep it; what came before a defect is kept, too.

        Says whether it came out whole. Raises FullError at a limit of the whole archive; a member that is
        too large is left out alone.
        """
        data = bytearray()
        whole = True
        try:
            for chunk in chunks:
                self._count(len(chunk), path)
                if len(data) + len(chunk) > self._limits.file_bytes:
                    self.fault("limit:file_bytes", path)
                    return False
                data += chunk
        except FullError:
            raise
        except LockedError:
            self.locked.append(path)
            return False
        except UnsupportedError as error:
            self.fault("unsupported", f"{path}: {error}")
            return False
        except Exception as error:
            self.fault("damaged", f"{path}: {error}")
            self.sign("archive-damaged", path)
            whole = False
            if not data:
                return False
        self.keep(Child(bytes(data), path, how or self._how))
        return whole

    def admit(self, path: str, size: int) -> bool:
        """Whether a member of this many bytes may come out, for readers that cannot be stopped on the way.

        Raises FullError at a limit of the whole archive.
        """
        if size > self._limits.file_bytes:
            self.fault("limit:file_bytes", path)
            return False
        self._count(size, path)
        return True

    def keep(self, child: Child) -> None:
        """Give a child out; raises FullError where there are too many."""
        if len(self._children) >= self._limits.files:
            raise self._full("files", child.name or "")
        self._children.append(child)

    def sign(self, name: str, detail: str = "") -> None:
        """Note a sign; the first detail of each name stays."""
        self._signs.setdefault(name, Sign(name, detail))

    def fault(self, name: str, detail: str = "") -> None:
        """Note a fault; the first detail of each name stays."""
        self._faults.setdefault(name, Fault(name, detail))

    def found(self, record: Mapping[str, Any] | None = None, flavors: tuple[str, ...] = ()) -> Found:
        """All that was collected, and what the names tell."""
        if self.locked:
            self.sign("encrypted", names.shown(self.locked))
            self.fault("encrypted", names.shown(self.locked))
        for each in names.signs(self.paths):
            self.sign(each.name, each.detail)
        return Found(
            record=record or {},
            children=tuple(self._children),
            signs=tuple(self._signs.values()),
            faults=tuple(self._faults.values()),
            flavors=flavors,
        )

    def _count(self, size: int, path: str) -> None:
        self._out += size
        if self._out > self._allowed:
            self.sign("archive-bomb-ratio", path)
            raise self._full("ratio", path)
        if self._out > self._limits.scanned_bytes:
            raise self._full("scanned_bytes", path)

    def _full(self, limit: str, path: str) -> FullError:
        self.fault(f"limit:{limit}", path)
        return FullError(limit)

"""An OLE compound file (MS-CFB): its streams, each read within limits."""

from collections.abc import Iterator
from typing import Any

from unhook.files.collecting import Collecting


class Compound:
    """Opened by olefile; raises OSError where its own tables are broken. Unused and orphaned entries count,
    as attackers leave streams there.
    """

    def __init__(self, data: bytes, out: Collecting) -> None:
        import olefile

        self._ole = olefile.OleFileIO(data, raise_defects=olefile.DEFECT_FATAL)
        self._out = out
        entries = self._ole.direntries
        if not entries or self._ole.root is None:
            raise OSError("no directory")
        if len(entries) > out.limits.objects:
            out.fault("limit:objects", "OLE directory")
        self._names: dict[str, Any] = {}
        self.storages: list[tuple[str, str]] = []
        self._walk(self._ole.root, "")
        for index in range(min(len(entries), out.limits.objects)):
            if entries[index] is None:
                self._orphan(index)

    @property
    def class_id(self) -> str:
        """Of the root storage: which program made it."""
        return str(self._ole.root.clsid or "")

    @property
    def ole(self) -> Any:
        """The library's own object, for its properties."""
        return self._ole

    @property
    def names(self) -> list[str]:
        """Paths of all streams, `Macros/VBA/dir`."""
        return list(self._names)

    def has(self, name: str) -> bool:
        """Whether there is such a stream, whatever the case of its letters."""
        return self._find(name) is not None

    def read(self, name: str) -> bytes:
        """A stream's bytes; empty where there is none or it is broken."""
        path = self._find(name)
        if path is None:
            return b""
        entry = self._names[path]
        if entry.size > self._out.limits.file_bytes:
            self._out.fault("limit:file_bytes", path)
            return b""
        try:
            return bytes(self._ole._open(entry.isectStart, entry.size).read())
        except (OSError, ValueError, IndexError):
            self._out.fault("damaged", path)
            return b""

    def streams(self) -> Iterator[tuple[str, bytes]]:
        """All streams with their bytes."""
        for name in self._names:
            yield name, self.read(name)

    def _find(self, name: str) -> str | None:
        if name in self._names:
            return name
        lower = name.lower()
        return next((each for each in self._names if each.lower() == lower), None)

    def _walk(self, root: Any, path: str) -> None:
        import olefile

        waiting = [(root, path)]
        while waiting:
            entry, path = waiting.pop()
            for child in entry.kids:
                full = f"{path}{child.name}"
                if child.entry_type == olefile.STGTY_STORAGE:
                    self.storages.append((full, str(child.clsid or "")))
                    waiting.append((child, f"{full}/"))
                elif len(self._names) < self._out.limits.objects:
                    self._names[full] = child

    def _orphan(self, index: int) -> None:
        import olefile

        try:
            entry = self._ole._load_direntry(index)
        except (OSError, ValueError, IndexError):
            return
        if entry.entry_type == olefile.STGTY_STREAM and entry.size:
            self._names.setdefault(f"(unused {index})/{entry.name}", entry)

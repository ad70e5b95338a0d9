"""A zip of XML parts (OPC, ECMA-376 part 2; OpenDocument part 3), read within limits."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from unhook.files import safe_xml
from unhook.files.collecting import Collecting

_CHUNK = 256 * 1024
_MEMBER_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


class Package:
    """Opened by zipfile; raises `zipfile.BadZipFile` where there is no directory."""

    def __init__(self, data: bytes, out: Collecting) -> None:
        # The directory is read in one go: its size is known beforehand from the marks of its entries.
        if data.count(b"PK\x01\x02") > out.limits.names:
            out.fault("limit:names")
            raise zipfile.BadZipFile("too many names")
        self._zip = zipfile.ZipFile(BytesIO(data))
        self._out = out
        self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist() if not info.is_dir()}

    @property
    def names(self) -> list[str]:
        """Paths of all parts."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """A part's bytes, as far as they are sound and within limits."""
        info = self._parts.get(name)
        if info is None:
            return b""
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_CHUNK):
                    size += len(piece)
                    if not self._out.spend(len(piece), name):
                        break
                    if size > self._out.limits.file_bytes:
                        self._out.fault("limit:file_bytes", name)
                        break
                    pieces.append(piece)
        except _MEMBER_ERRORS:
            self._out.fault("damaged", name)
        return b"".join(pieces)

    def elements(self, name: str) -> Iterator[safe_xml.Element]:
        """A part's elements."""
        data = self.read(name)
        if not data:
            return
        try:
            yield from safe_xml.elements(data, self._out.limits.elements)
        except safe_xml.EntityError:
            self._out.sign("xml-entities", name)
            self._out.fault("damaged", name)
        except safe_xml.TooManyError:
            self._out.fault("limit:elements", name)
        except ValueError:
            self._out.fault("damaged", name)

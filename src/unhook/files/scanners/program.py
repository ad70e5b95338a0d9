"""Programs: Windows (PE), Linux (ELF), macOS (Mach-O); what their headers say, nothing of their code."""

import re
import struct
from collections.abc import Iterator

from unhook.files.model import Child, Found, Sign
from unhook.files.scanner import Sample, Scanner

_CERTIFICATES = 4
_DOTNET = 14
_RESOURCES = re.compile(
    b"|".join(
        name.encode("utf-16-le")
        for name in ("OriginalFilename", "ProductName", "CompanyName", "FileDescription")
    )
)
_NAMES = {"OriginalFilename": "program-original-name", "CompanyName": "program-company"}
_VALUE_CHARS = 200


def scan(sample: Sample) -> Found:
    """Which system it is for; of a Windows program whether it claims a signature, its original name."""
    if sample.kind not in ("exe", "dll"):
        return Found(signs=(Sign("program", sample.kind),))
    signs = [Sign("program", sample.kind), *_signs(sample.data)]
    after = _behind(sample.data)
    return Found(
        signs=tuple(signs),
        children=(Child(after, None, "data behind a program"),) if after else (),
    )


def _header(data: bytes) -> tuple[int, int, list[tuple[int, int]]] | None:
    """Where the sections' table begins, how many there are, and the data directories (PE format)."""
    if len(data) < 64:
        return None
    at = struct.unpack_from("<I", data, 60)[0]
    if data[at : at + 4] != b"PE\0\0" or len(data) < at + 26:
        return None
    sections, optional = struct.unpack_from("<H12xH", data, at + 6)
    wide = data[at + 24 : at + 26] == b"\x0b\x02"
    start = at + 24 + (108 if wide else 92)
    end = at + 24 + optional
    if end > len(data) or start + 4 > end:
        return None
    count = min(struct.unpack_from("<I", data, start)[0], 16, (end - start - 4) // 8)
    return end, sections, [struct.unpack_from("<II", data, start + 4 + 8 * each) for each in range(count)]


def _signs(data: bytes) -> Iterator[Sign]:
    header = _header(data)
    if header is None:
        yield Sign("program-damaged")
        return
    directories = header[2]
    signed = len(directories) > _CERTIFICATES and directories[_CERTIFICATES][1] > 8
    # Present, not verified.
    yield Sign("program-signed" if signed else "program-unsigned", "certificate table")
    if len(directories) > _DOTNET and directories[_DOTNET][1]:
        yield Sign("program-dotnet")
    for name, value in _version(data):
        if name in _NAMES:
            yield Sign(_NAMES[name], value)


def _version(data: bytes) -> Iterator[tuple[str, str]]:
    """Strings of the version resource, found by their names."""
    start = data.find("VS_VERSION_INFO".encode("utf-16-le"))
    if start < 0:
        return
    block = data[start : start + 8192]
    for match in _RESOURCES.finditer(block):
        value = (
            block[match.end() : match.end() + 2 * _VALUE_CHARS].decode("utf-16-le", "replace").lstrip("\0")
        )
        if text := value.partition("\0")[0].strip():
            yield match[0].decode("utf-16-le"), text


def _behind(data: bytes) -> bytes:
    """What stands behind the last section and is no certificate: an installer's load, or something hidden."""
    header = _header(data)
    if header is None:
        return b""
    table, sections, directories = header
    end = 0
    for each in range(min(sections, 96)):
        row = data[table + 40 * each + 16 : table + 40 * each + 24]
        if len(row) == 8:
            size, place = struct.unpack("<II", row)
            end = max(end, size + place)
    stop = len(data)
    if len(directories) > _CERTIFICATES and end <= directories[_CERTIFICATES][0] < stop:
        stop = directories[_CERTIFICATES][0]
    behind = data[end:stop] if end else b""
    return behind if behind.strip(b"\0") and len(behind) > 64 else b""


SCANNER = Scanner(
    "program", scan, kinds=frozenset({"exe", "dll", "elf", "macho", "class", "dex", "swf", "wasm"})
)

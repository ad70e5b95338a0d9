"""Objects embedded in Office documents (MS-OLEDS), given out as files."""

import re
import struct
from pathlib import PureWindowsPath

from unhook.files.collecting import Collecting

PROGRAMS = re.compile(
    r"(?i)\.(?:bat|chm|cmd|com|cpl|dll|exe|hta|inf|jar|jse?|lnk|ms[ciptu]|pif|ps1|reg|scf|scr|sct|url|vb[es]?|ws[cfh]?)$"
)
_EQUATION = re.compile(r"(?i)equation(?:\.[23])?|0002ce0[0-9a-f]-0000-0000-c000-000000000046")
_PATH_BYTES = 4_096


def class_name(name: str, out: Collecting) -> None:
    """Tell of an object by its class's name or number; the old equation editor runs code that is in it."""
    if name:
        out.sign("equation-object" if _EQUATION.search(name) else "embedded-object", name)


def package(data: bytes, out: Collecting, sized: bool = True) -> bool:
    """An OLE package (section 2.3.6, as Windows writes it): a file with its name and where it came from.

    `sized`: the stream's own size stands before it. False where it is none.
    """
    at = 4 if sized else 0
    if data[at : at + 2] != b"\x02\x00":
        return False
    label, at = _string(data, at + 2)
    source, at = _string(data, at)
    at += 4
    if at + 4 > len(data):
        return False
    (size,) = struct.unpack_from("<I", data, at)
    at += 4 + size
    if at + 4 > len(data):
        return False
    (size,) = struct.unpack_from("<I", data, at)
    inside = data[at + 4 : at + 4 + size]
    name = PureWindowsPath(label or source).name or None
    out.sign("embedded-object", f"Package {name or ''}".strip())
    if name and PROGRAMS.search(name):
        out.sign("embedded-program", name)
    if out.spend(len(inside), name or "package"):
        out.child(inside, name, "embedded object")
    return True


def native(data: bytes, out: Collecting) -> None:
    """The stream `Ole10Native`: a package, or an object's own bytes behind their size."""
    if not package(data, out):
        inside = data[4 : 4 + int.from_bytes(data[:4], "little")]
        if out.spend(len(inside), "object"):
            out.child(inside, None, "embedded object")


def old_object(data: bytes, out: Collecting) -> bool:
    """An OLE 1.0 object (section 2.2), as RTF has it; False where it is none."""
    if len(data) < 12:
        return False
    _, form, size = struct.unpack_from("<III", data)
    if form not in (1, 2) or size > _PATH_BYTES:
        return False
    name = data[12 : 12 + size].rstrip(b"\0").decode("latin-1")
    at = 12 + size
    topic = ""
    for index in range(2):
        length = int.from_bytes(data[at : at + 4], "little")
        if length > _PATH_BYTES:
            return False
        if index == 0:
            topic = data[at + 4 : at + 4 + length].rstrip(b"\0").decode("latin-1")
        at += 4 + length
    class_name(name, out)
    if form == 1:
        out.sign("external-relationship", topic)
        return True
    size = int.from_bytes(data[at : at + 4], "little")
    inside = data[at + 4 : at + 4 + size]
    if name.lower() == "package" and package(inside, out, sized=False):
        return True
    if out.spend(len(inside), name):
        out.child(inside, None, "embedded object")
    return True


def _string(data: bytes, at: int) -> tuple[str, int]:
    end = data.find(b"\0", at, at + _PATH_BYTES)
    if end < 0:
        return "", len(data)
    return data[at:end].decode("latin-1"), end + 1

"""OneNote sections: the files that lie in them (MS-ONESTORE section 2.6.13, FileDataStoreObject)."""

import ntpath
import re
import uuid
from itertools import islice

from unhook.files.model import Child, Found, Sign
from unhook.files.names import is_program, shown
from unhook.files.scanner import Sample, Scanner
from unhook.files.unpacking import FullError, Unpacking

_HEADER = uuid.UUID("{BDE316E7-2665-4511-A4C4-8D4D0B7A9EAC}").bytes_le
# Length (8 bytes), unused (4), reserved (8).
_DATA = len(_HEADER) + 20
# A file's name is a property of the page, in UTF-16; only its form is looked for.
_NAME = re.compile(rb"(?:[\x20-\x7e]\0){1,200}\.\0(?:[A-Za-z0-9]\0){2,5}(?=[^\x20-\x7e]|.[^\0]|$)", re.S)


def scan(sample: Sample) -> Found:
    """Every embedded file; a name is said elsewhere in the section, so that the child has none."""
    into = Unpacking(sample, "embedded file")
    at = sample.data.find(_HEADER)
    try:
        while at >= 0:
            length = int.from_bytes(sample.data[at + 16 : at + 24], "little")
            start = at + _DATA
            data = sample.data[start : start + length]
            if len(data) < length:
                into.fault("damaged", f"embedded file at byte {at}")
            if data and into.admit("", len(data)):
                into.keep(Child(data, None, "embedded file"))
            at = sample.data.find(_HEADER, start + len(data))
    except FullError:
        pass
    found = into.found()
    matches = islice(_NAME.finditer(sample.data), sample.limits.names)
    names = dict.fromkeys(ntpath.basename(match[0].decode("utf-16-le")) for match in matches)
    programs = [name for name in names if is_program(name)]
    signs = (
        [Sign("onenote-embedded-file", shown(names) or f"{len(found.children)}")] if found.children else []
    )
    if programs:
        signs.append(Sign("onenote-embedded-program", shown(programs)))
    return Found(children=found.children, signs=(*found.signs, *signs), faults=found.faults)


SCANNER = Scanner("onenote", scan, kinds=frozenset({"one"}), extensions=frozenset({"one", "onepkg"}))

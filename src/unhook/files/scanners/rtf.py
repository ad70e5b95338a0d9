"""Rich Text Format: objects and packages, remote templates, fields, words."""

from unhook.files.collecting import Collecting
from unhook.files.model import Found
from unhook.files.office.record import oletools
from unhook.files.scanner import Sample, Scanner


def scan(sample: Sample) -> Found:
    """RTF has no macros of its own; what its objects carry is read as files."""
    from unhook.files.office.rtf import Parser

    out = Collecting(sample)
    out.text(Parser(sample.data, out).finish())
    out.record["oletools"] = oletools("Rich Text Format")
    return out.found()


SCANNER = Scanner("rtf", scan, kinds=frozenset({"rtf"}))

"""Compiled help of Windows (`.chm`): named by its content, its words read where they are not compressed.

The pages are compressed with LZX, which no kept library here reads.
"""

from unhook.files.model import Fault, Found, Sign
from unhook.files.scanner import Sample, Scanner


def scan(sample: Sample) -> Found:
    """The kind alone: a help file by mail is telling enough."""
    return Found(signs=(Sign("program", "chm"),), faults=(Fault("unsupported", "chm pages"),))


SCANNER = Scanner("help", scan, kinds=frozenset({"chm"}), extensions=frozenset({"chm"}))

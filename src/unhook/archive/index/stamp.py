"""What columns depend on beside the mails: the code that reads them, and its limits."""

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from unhook.limits import Limits

_READERS = ("message", "links", "archive/index")
_LIBRARIES = ("can-ada", "idna", "publicsuffixlist", "python-oxmsg", "turbohtml")


@cache
def stamp(limits: Limits) -> str:
    """Equal stamps read every mail alike. An index with another one cannot narrow a hunt."""
    root = Path(__file__).parents[2]
    digest = hashlib.sha256(repr((limits, sys.version_info[:3])).encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for folder in _READERS:
        for path in sorted(root.glob(f"{folder}/**/*.py")):
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()

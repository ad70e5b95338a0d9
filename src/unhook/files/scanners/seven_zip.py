"""7z archives, those with encrypted names included."""

import io
from typing import Any

from unhook.files import system_archive
from unhook.files.model import Child, Found
from unhook.files.scanner import Sample, Scanner
from unhook.files.unpacking import FullError, Unpacking

# The format makes each trial dear, half a second and more: the first of the passwords, within a file's time.
_TRIALS = 15
_CHUNK = 1024 * 1024


def scan(sample: Sample) -> Found:
    """Members; libarchive reads what is in the open, py7zr what a password of the mail opens."""
    into = Unpacking(sample)
    try:
        system_archive.unpack(sample.data, into, "7zip")
        if into.locked:
            return _opened(sample)
    except ImportError:
        into.fault("unsupported", "libarchive")
    return into.found()


def _opened(sample: Sample) -> Found:
    """What a password opens; without one, the names where they are not encrypted as well."""
    try:
        import py7zr
    except ImportError:
        into = Unpacking(sample)
        into.fault("unsupported", "py7zr")
        return into.found()
    for password in sample.passwords[: min(_TRIALS, sample.limits.passwords)]:
        into = Unpacking(sample)
        try:
            with py7zr.SevenZipFile(io.BytesIO(sample.data), password=password) as archive:
                _take_all(archive, into)
        except FullError:
            pass
        # A wrong password shows in many ways: each codec stumbles over garbage in its own.
        except Exception:
            continue
        into.sign("opened-with-password", password)
        return into.found()
    into = Unpacking(sample)
    try:
        # It asks whether there is a password before it reads the names.
        with py7zr.SevenZipFile(io.BytesIO(sample.data), password="-") as archive:
            _names(archive, into)
        into.locked = [path for path in into.paths if not path.endswith("/")]
    except FullError:
        pass
    except Exception:
        into.locked = ["names"]
        into.sign("archive-names-encrypted")
    return into.found()


def _names(archive: Any, into: Unpacking) -> None:
    for member in archive.files:
        into.name(member.filename + ("/" if member.is_directory else ""))


def _take_all(archive: Any, into: Unpacking) -> None:
    """A member never comes out longer than declared, so that the sizes can be asked beforehand."""
    from py7zr import py7zr
    from py7zr.io import BytesIOFactory

    # It asks /proc for free memory to size its chunks by, which a worker may not read.
    py7zr.get_memory_limit = lambda: _CHUNK  # type: ignore[attr-defined]
    _names(archive, into)
    wanted = [
        member.filename
        for member in archive.files
        if not member.is_directory and into.admit(member.filename, member.uncompressed)
    ]
    made = BytesIOFactory(into.largest)
    # The path is only a prefix of names here: with a factory, nothing is written.
    archive.extract(path="/", targets=wanted, factory=made)
    for path, product in made.products.items():
        into.keep(Child(product.read(), path.lstrip("/"), "archive entry"))


SCANNER = Scanner("seven_zip", scan, kinds=frozenset({"7z"}))

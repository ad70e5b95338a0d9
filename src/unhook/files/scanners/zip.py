"""Zip files, and those behind or before something else (APPNOTE by PKWARE)."""

import zlib
from collections.abc import Iterator
from typing import Any

from unhook.files import inflating, system_archive, zip_directory
from unhook.files.model import Child, Found
from unhook.files.names import shown
from unhook.files.scanner import Sample, Scanner
from unhook.files.unpacking import FullError, LockedError, Unpacking, UnsupportedError
from unhook.files.zip_directory import Directory, Entry

_START = b"PK"
# What LZMA may ask for before a byte has come out.
_DICTIONARY = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
# Method 99 stands for "encrypted by AES", the true one in an extra field.
_AES = 99


def scan(sample: Sample) -> Found:
    """Members, those under a password that the mail told included, and where the archive lies of itself.

    `Found.record["zip"]`: `all_paths`, `attempted_files` (those that are no folders), `encrypted`;
    `encrypted_zip.cracked_password`: the one that opened it.
    """
    data = sample.data
    directory = zip_directory.read(data, sample.limits.names)
    if directory is None:
        return _without_directory(sample) if data.startswith(_START) else Found()
    if not data.startswith(_START) and not any(zip_directory.local(data, each) for each in directory.entries):
        # The words that end a zip, in something else.
        return Found()
    into = Unpacking(sample)
    into.paths = [each.name for each in directory.entries]
    _note_lies(directory, data, into)
    encrypted = [each for each in directory.entries if each.encrypted and not each.is_folder]
    password = _password(sample, encrypted)
    try:
        for entry in directory.entries:
            if not entry.is_folder or entry.size:
                into.take(entry.name, _chunks(entry, data, password, into))
        _take_outside(directory, data, into)
    except FullError:
        pass
    record = _record(into.paths, bool(encrypted))
    if not encrypted:
        return into.found(record)
    if password is not None:
        into.sign("opened-with-password", password)
    return into.found(record | {"encrypted_zip": {"cracked_password": password}}, ("encrypted_zip",))


def _record(paths: list[str], encrypted: bool) -> dict[str, Any]:
    files = [path for path in paths if not path.endswith("/")]
    return {"zip": {"all_paths": list(paths), "attempted_files": files, "encrypted": encrypted}}


def _without_directory(sample: Sample) -> Found:
    """The beginning of a longer file: members may still stand there, each behind its own header."""
    into = Unpacking(sample)
    into.fault("damaged", "no directory")
    into.sign("archive-damaged", "no directory")
    try:
        system_archive.unpack(sample.data, into, "zip_streamable")
    except ImportError:
        into.fault("unsupported", "libarchive")
    return into.found(_record(into.paths, bool(into.locked)))


def _note_lies(directory: Directory, data: bytes, into: Unpacking) -> None:
    if directory.more:
        into.fault("limit:names", f"more than {len(directory.entries)}")
    if directory.overlaps:
        into.sign("archive-overlap", shown(into.paths))
    if not data.startswith(_START):
        into.sign("archive-inside-file", f"at byte {directory.prefix}")
    for entry in directory.entries:
        local = zip_directory.local(data, entry)
        if local is None:
            continue
        if local.name != entry.name:
            into.sign("archive-names-differ", f"{entry.name}, {local.name}")
        if local.packed is not None and (local.packed, local.size) != (entry.packed, entry.size):
            into.sign("archive-sizes-differ", entry.name)


def _password(sample: Sample, encrypted: list[Entry]) -> str | None:
    """The password that opens the smallest of the encrypted members."""
    if not encrypted:
        return None
    entry = min(encrypted, key=lambda each: each.packed)
    for password in sample.passwords[: sample.limits.passwords]:
        # Opened by a throw-away unpacking, so that trials meet the same limits and leave nothing behind.
        trial = Unpacking(sample)
        try:
            if trial.take(entry.name, _chunks(entry, sample.data, password, trial)):
                return password
        except FullError:
            continue
    return None


def _chunks(entry: Entry, data: bytes, password: str | None, into: Unpacking) -> Iterator[bytes]:
    """A member's data; what the directory claims of them is compared at the end."""
    local = zip_directory.local(data, entry)
    if local is None:
        raise ValueError("the directory leads to no member")
    packed = data[local.start : local.start + entry.packed]
    if entry.encrypted:
        plain = _decrypted(entry, data, local.start, password)
    else:
        plain = _inflated(packed, entry.method)
    size = crc = 0
    for chunk in plain:
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        yield chunk
    if size != entry.size:
        into.sign("archive-sizes-differ", entry.name)
    # AES brings a checksum of its own.
    if (crc != entry.crc and entry.method != _AES) or len(packed) < entry.packed:
        raise ValueError("checksum")


def _decrypted(entry: Entry, data: bytes, start: int, password: str | None) -> Iterator[bytes]:
    if password is None:
        raise LockedError
    try:
        for member in system_archive.members(
            zip_directory.alone(data, entry, start), "zip", password=password
        ):
            yield from member.chunks
    except ImportError:
        raise UnsupportedError("libarchive") from None


def _inflated(packed: bytes, method: int) -> Iterator[bytes]:
    match method:  # APPNOTE 4.4.5
        case 0:
            return (packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK))
        case 8:
            return inflating.deflate(packed)
        case 9:
            return inflating.deflate_64(packed)
        case 12:
            return inflating.bzip2(packed)
        case 14:
            return inflating.zip_lzma(packed, _DICTIONARY)
        case 95:
            return inflating.xz(packed, _DICTIONARY)
    raise UnsupportedError(f"method {method}")


def _take_outside(directory: Directory, data: bytes, into: Unpacking) -> None:
    """What stands before and after the archive, which other readers take for the archive itself."""
    before, after = data[: directory.prefix], data[directory.end :]
    if data.startswith(_START) and len(before) > 0:
        into.sign("archive-data-before", f"{len(before)} bytes")
        into.keep(Child(before, None, "data before an archive"))
    if after.strip(b"\0\r\n "):
        into.sign("archive-data-after", f"{len(after)} bytes")
        into.keep(Child(after, None, "data after an archive"))


SCANNER = Scanner(
    "zip",
    scan,
    # What stands behind programs and shortcuts, their scanners give out.
    kinds=frozenset({"zip", "jar", "apk", "gif", "jpg", "png", "bmp", "pdf", "unknown"}),
    extensions=frozenset({"zip", "jar"}),
)

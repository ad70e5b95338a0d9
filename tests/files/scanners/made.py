"""What tests of scanners share: how they ask, and files too long to write out."""

import struct
from typing import Any

from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner
from unhook.message.mime.magic import file_type


def ask(scanner: Scanner, data: bytes, name: str = "a", **more: Any) -> Found:
    """Scan a file as the walk would: by its kind, once the scanner says that it reads it."""
    sample = Sample(data, file_type(data), name, **more)
    assert scanner.reads(sample), sample.kind
    return scanner.scan(sample)


def signs(found: Found) -> dict[str, str]:
    return {each.name: each.detail for each in found.signs}


def faults(found: Found) -> list[str]:
    return [each.name for each in found.faults]


def urls(found: Found) -> list[str]:
    return [each.url for each in found.references]


def shortcut(
    target: str = "", arguments: str = "", icon: str = "", share: str = "", environment: str = ""
) -> bytes:
    """A shell link (MS-SHLLINK): a local target or one on a share."""
    flags = 0x80 | (0x20 if arguments else 0) | (0x40 if icon else 0) | (0x2 if target or share else 0)
    header = struct.pack("<I", 0x4C) + bytes.fromhex("0114020000000000c000000000000046")
    header += struct.pack("<II", flags, 0x20) + bytes(24) + struct.pack("<IIIHHII", 0, 0, 1, 0, 0, 0, 0)
    info = b""
    if target:
        volume = struct.pack("<IIII", 17, 3, 0, 16) + b"\0"
        base = target.encode() + b"\0"
        at = 28 + len(volume)
        info = (
            struct.pack("<IIIIIII", at + len(base) + 1, 28, 1, 28, at, 0, at + len(base))
            + volume
            + base
            + b"\0"
        )
    elif share:
        net = struct.pack("<IIIII", 20 + len(share) + 1, 2, 20, 0, 0x20000) + share.encode() + b"\0"
        info = struct.pack("<IIIIIII", 28 + len(net) + 1, 28, 2, 0, 0, 28, 28 + len(net)) + net + b"\0"
    strings = b"".join(
        struct.pack("<H", len(text)) + text.encode("utf-16-le") for text in (arguments, icon) if text
    )
    extra = b""
    if environment:
        extra = struct.pack("<II", 0x314, 0xA0000001) + environment.encode().ljust(260, b"\0")
        extra += environment.encode("utf-16-le").ljust(520, b"\0")
    return header + info + strings + extra + bytes(4)


def portable_executable(
    *, signed: bool = False, original: str = "", behind: bytes = b"", dll: bool = False
) -> bytes:
    """Headers and one section of a Windows program of 64 bits, with nothing to run in it."""
    body = b"\xcc" * 64
    if original:
        for key, value in (("VS_VERSION_INFO", ""), ("OriginalFilename", original)):
            body += (key + "\0\0" + value + "\0").encode("utf-16-le")
    directories = [(0, 0)] * 16
    optional_size = 112 + 8 * 16
    start = 64 + 24 + optional_size + 40
    end = start + len(body) + len(behind)
    if signed:
        directories[4] = (end, 64)
    head = b"MZ" + bytes(58) + struct.pack("<I", 64)
    coff = b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, 1, 0, 0, 0, optional_size, 0x2022 if dll else 0x22)
    optional = b"\x0b\x02" + bytes(106) + struct.pack("<I", 16)
    optional += b"".join(struct.pack("<II", *each) for each in directories)
    section = b".text\0\0\0" + struct.pack("<IIII", len(body), 0x1000, len(body), start) + bytes(16)
    return head + coff + optional + section + body + behind + (b"\x01" * 64 if signed else b"")

"""Office documents for tests, made here: compound files, VBA, packages."""

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import message.compound

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file of streams by their paths, `Macros/VBA/dir`."""
    tree: dict[str, Any] = {}
    for path, data in streams.items():
        *storages, name = path.split("/")
        at = tree
        for storage in storages:
            at = at.setdefault(storage, {})
        at[name] = data
    return message.compound.compound(tree)


def compressed(source: bytes) -> bytes:
    """A compressed container (MS-OVBA section 2.4.1) of literal tokens alone."""
    container = bytearray(b"\x01")
    for at in range(0, len(source), 3_000):
        piece = source[at : at + 3_000]
        tokens = b"".join(b"\0" + piece[start : start + 8] for start in range(0, len(piece), 8))
        container += struct.pack("<H", 0xB000 | (len(tokens) + 2 - 3)) + tokens
    return bytes(container)


def vba_streams(code: str, root: str = "Macros/VBA") -> dict[str, bytes]:
    """A project of one module, as Word keeps it."""
    module = f'Attribute VB_Name = "Module1"\r\n{code}'.encode("cp1252")
    page = struct.pack("<HIH", 0x0003, 2, 1252)
    return {f"{root}/dir": compressed(page), f"{root}/Module1": bytes(16) + compressed(module)}


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of parts, `[Content_Types].xml` first; the main part is named there, as writers do."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}"/>')
        for name, data in parts.items():
            file.writestr(name, data)
    return buffer.getvalue()


def relationships(*targets: tuple[str, str]) -> str:
    """A part of external relationships: the last word of the type, and where it leads."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    items = "".join(
        f'<Relationship Id="r{index}" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
        for index, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def document(body: str) -> str:
    """`word/document.xml` around a body in the namespace `w`."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'


def paragraph(text: str) -> str:
    """One paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def ole_package(name: str, data: bytes, sized: bool = True) -> bytes:
    """An OLE package's native stream: label, source, path, data."""
    label = name.encode() + b"\0"
    inner = b"\x02\0" + label + label + b"\0\0\x03\0" + struct.pack("<I", len(label)) + label
    inner += struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(inner)) + inner if sized else inner


def word_document(text: str) -> dict[str, bytes]:
    """The streams of a Word 97 file that holds one piece of UTF-16 text."""
    body = text.encode("utf-16-le")
    head = bytearray(0x400)
    head[0x0A:0x0C] = (0x0200).to_bytes(2, "little")
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 0x400, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", head, 0x1A2, 0, len(clx))
    return {"WordDocument": bytes(head) + body, "1Table": clx}

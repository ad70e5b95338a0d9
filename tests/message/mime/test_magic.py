import io
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from message.compound import compound
from unhook.message.mime.magic import file_type


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x" * 100)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return out.getvalue()


def executable(flags: int) -> bytes:
    return (
        b"MZ".ljust(0x3C, b"\0")
        + struct.pack("<I", 64)
        + b"PE\0\0".ljust(22, b"\0")
        + struct.pack("<H", flags)
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"junk before\n%PDF-1.4", "pdf"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "docm"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "xlsb"),
        (zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "xlsm"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (zipped("META-INF/MANIFEST.MF", "a.class"), "jar"),
        (zipped("readme.txt"), "zip"),
        (compound({"WordDocument": b"x"}), "doc"),
        (compound({"Workbook": b"x"}), "xls"),
        (compound({"PowerPoint Document": b"x"}), "ppt"),
        (compound({"__properties_version1.0": b"x"}), "msg"),
        (compound({"Other": b"x"}), "ole"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gz"),
        (tarred(), "tar"),
        (b"MSCF\0\0", "cab"),
        (b"\0" * 0x8001 + b"CD001", "iso"),
        (executable(0x0102), "exe"),
        (executable(0x2102), "dll"),
        (b"\x7fELF\x02", "elf"),
        (b"\xcf\xfa\xed\xfe", "macho"),
        (b"\xca\xfe\xba\xbe\0\0\0\x02", "macho"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "class"),
        (b"L\0\0\0\x01\x14\x02\0", "lnk"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF89a", "gif"),
        (b"RIFF\0\0\0\0WEBP", "webp"),
        (b"RIFF\0\0\0\0WAVE", "wav"),
        (b"ID3\x03", "mp3"),
        (b"\0\0\0\x18ftypheic", "heif"),
        (b"\0\0\0\x18ftypisom", "mp4"),
        (b"<!DOCTYPE html>\n<p>x", "html"),
        (b"\xef\xbb\xbf <HTML><body>", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        (b"<!-- note -->\n<script>x()</script>", "html"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">', "svg"),
        (b'<svg width="1">', "svg"),
        (b"<html><HTA:APPLICATION id=x>", "hta"),
        (b'<?xml version="1.0"?><data/>', "xml"),
        (b"BEGIN:VCALENDAR\r\n", "ics"),
        (b"BEGIN:VCARD\r\n", "vcf"),
        (b"@echo off\r\n", "bat"),
        (b"#!/bin/sh\n", "sh"),
        (b"[InternetShortcut]\nURL=x", "url"),
        (b"Received: x\nFrom: a@example.com\nSubject: b\n\n", "eml"),
        (b"Note: this is a list\nof things", "txt"),
        (b"plain words", "txt"),
        (b"\x00\x01\x02\x03random", "unknown"),
        (b"", "unknown"),
    ],
)
def test_file_type(data: bytes, expected: str) -> None:
    assert file_type(data) == expected


@given(
    st.sampled_from([b"", b"MZ", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"RIFF"]),
    st.binary(),
)
def test_never_fails(start: bytes, rest: bytes) -> None:
    assert file_type(start + rest)

"""Files made to break who opens them, each made anew from a seed; small enough to be sent by mail."""

import gzip
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from files.office import made as office
from files.scanners.quine import quine

Made = Callable[[random.Random], bytes]
MEGABYTE = 1_000_000


def zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


def zeros_packed(size: int, head: bytes = b"") -> bytes:
    """Raw Deflate of `head` and so many zeros: one packed megabyte, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    unit = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + unit * (size // MEGABYTE) + packer.flush()


def zeros_in_zlib(size: int) -> bytes:
    return b"\x78\xda" + zeros_packed(size) + struct.pack(">I", size % 65_521 << 16 | 1)


def zip_of(packed: bytes, size: int, names: list[bytes], checksum: int = 0) -> bytes:
    """A zip whose members, by name, all are the same packed bytes."""
    body = records = b""
    for name in names:
        numbers = struct.pack("<HHHHIII", 0, 8, 0, 33, checksum, len(packed), size)
        if not body:
            body = b"PK\x03\x04\x14\0" + numbers + struct.pack("<HH", len(name), 0) + name + packed
        records += b"PK\x01\x02\x14\0\x14\0" + numbers + struct.pack("<HHHHHII", len(name), *[0] * 6) + name
    count = len(names)
    return (
        body + records + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(records), len(body), 0)
    )


def flat_zip(_: random.Random) -> bytes:
    return zip_of(zeros_packed(2_000 * MEGABYTE), 2_000 * MEGABYTE, [b"zeros.bin"])


def recursive_zip(draw: random.Random) -> bytes:
    data = zipped({"zeros.bin": bytes(10 * MEGABYTE)})
    for level in range(6):
        data = zipped({f"{level}-{number}-{draw.randrange(100)}.zip": data for number in range(16)})
    return data


def overlapping_zip(_: random.Random) -> bytes:
    size = 20 * MEGABYTE
    return zip_of(zeros_packed(size), size, [b"%d.bin" % number for number in range(20_000)])


def names_zip(_: random.Random) -> bytes:
    record = b"PK\x01\x02" + bytes(24) + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"n"
    local = b"PK\x03\x04" + bytes(22) + struct.pack("<HH", 1, 0) + b"n"
    directory = record * 1_000_000
    return (
        local
        + directory
        + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, len(directory), len(local), 0)
    )


def names_tar(_: random.Random) -> bytes:
    block = tarfile.TarInfo("n").tobuf()
    return gzip.compress(block * 1_000_000 + bytes(1_024), 1)


def traversal_zip(draw: random.Random) -> bytes:
    return zipped({f"{'../' * draw.randrange(1, 40)}{number}.txt": b"out" for number in range(500)})


def tar_gz(_: random.Random) -> bytes:
    head = tarfile.TarInfo("zeros.bin")
    head.size = 1_000 * MEGABYTE
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + zeros_packed(head.size, head.tobuf()) + bytes(8)


def pdf(*objects: bytes, table: bool = True, trailer: bytes = b"") -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    start = len(out)
    if table:
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Root 1 0 R/Size %d%s>>\n" % (len(objects) + 1, trailer)
    return bytes(out) + (b"startxref\n%d\n%%%%EOF" % start if table else b"")


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def stream_pdf(_: random.Random) -> bytes:
    data = zlib.compress(zlib.compress(zeros_in_zlib(1_000 * MEGABYTE), 9), 9)
    stream = b"<</Filter[/FlateDecode/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream " % (
        len(data),
        data,
    )
    return pdf(
        CATALOGUE,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        stream,
    )


def objects_pdf(_: random.Random) -> bytes:
    return pdf(CATALOGUE, b"<</Type/Pages/Count 0/Kids[]>>", *[b"<</S/URI>>"] * MEGABYTE, table=False)


def xref_pdf(_: random.Random) -> bytes:
    """A packed cross-reference table of two billion entries."""
    packed = zeros_in_zlib(1_000 * MEGABYTE)
    head = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    )
    table = (
        b"3 0 obj<</Type/XRef/W[1 2 1]/Size 2000000000/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n"
        % len(packed)
    )
    return head + table + packed + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(head)


def deep_pdf(_: random.Random) -> bytes:
    """A page at the end of a chain of 40,000 nodes."""
    chain = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(40_000)]
    return pdf(CATALOGUE, *chain, b"<</Type/Page/MediaBox[0 0 9 9]>>")


def pages_pdf(_: random.Random) -> bytes:
    """A page that stands 100,000 times in the tree."""
    kids = b"3 0 R " * 100_000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
    return pdf(CATALOGUE, b"<</Type/Pages/Count 100000/Kids[" + kids + b"]>>", page)


def laughs_svg(_: random.Random) -> bytes:
    entities = "".join(f'<!ENTITY l{level + 1} "{f"&l{level};" * 10}">' for level in range(12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">{entities}]>'
        '<svg xmlns="http://www.w3.org/2000/svg"><text>&l12;</text></svg>'
    ).encode()


def laughs_docx(draw: random.Random) -> bytes:
    body = laughs_svg(draw).decode().replace("svg", "document")
    return office.package({"word/document.xml": body})


def giant_png(_: random.Random) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    data = zeros_in_zlib(500 * MEGABYTE)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def frames_gif(_: random.Random) -> bytes:
    """100,000 frames of 5,000 by 5,000 pixels, each of which draws one of them."""
    frame = b"\x21\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    return b"GIF89a" + struct.pack("<HH", 5_000, 5_000) + b"\x80\0\0" + bytes(6) + frame * 100_000 + b";"


def deep_ole(_: random.Random) -> bytes:
    return office.compound({"/".join(["s"] * 900) + "/WordDocument": b"x" * 5_000})


def large_docx(_: random.Random) -> bytes:
    words = office.paragraph("word " * 20).encode() * 1_000
    return office.package(
        {"word/document.xml": office.document((words * (300 * MEGABYTE // len(words))).decode())}
    )


def macro_doc(_: random.Random) -> bytes:
    """A module whose every six bytes become 4,096 (MS-OVBA section 2.4.1.3, copy tokens)."""
    chunk = struct.pack("<H", 0xB000 | 3) + b"\x02a\xfc\x0f"
    streams = office.vba_streams("Sub AutoOpen()\r\nEnd Sub")
    streams["Macros/VBA/Module1"] += chunk * MEGABYTE
    return office.compound(streams | {"WordDocument": bytes(5_000)})


def large_rtf(draw: random.Random) -> bytes:
    digits = bytes(draw.choices(b"0123456789abcdef", k=100_000)) * 60
    return b"{\\rtf1 " + b"{\\object\\objdata " + digits + b"}" + b"{\\b" * 1_000_000 + b"}"


BOMBS: Mapping[str, Made] = {
    "a zip of 2 GB of zeros": flat_zip,
    "zips in zips, six levels of sixteen": recursive_zip,
    "20,000 zip entries over the same bytes": overlapping_zip,
    "a gzip that holds itself": lambda _: quine(),
    "a zip of 1,000,000 names": names_zip,
    "a tar.gz of 1,000,000 names": names_tar,
    "500 names that lead outside": traversal_zip,
    "a tar.gz of 1 GB of zeros": tar_gz,
    "a PDF stream packed three times": stream_pdf,
    "a PDF of 1,000,000 objects without a table": objects_pdf,
    "a PDF table of 2,000,000,000 entries": xref_pdf,
    "a PDF page below 40,000 nodes": deep_pdf,
    "a PDF of 100,000 pages": pages_pdf,
    "a billion laughs in SVG": laughs_svg,
    "a billion laughs in Word": laughs_docx,
    "a PNG of 100,000 by 100,000": giant_png,
    "a GIF of 100,000 large frames": frames_gif,
    "an OLE file 900 storages deep": deep_ole,
    "a Word document of 300 MB": large_docx,
    "a VBA module of 4 GB": macro_doc,
    "10 MB of RTF": large_rtf,
}


def made(name: str, seed: int = 1) -> bytes:
    return BOMBS[name](random.Random(f"{seed} {name}"))

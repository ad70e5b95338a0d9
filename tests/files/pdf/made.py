"""PDF files for tests, made by pikepdf."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

LETTER = (612, 792)


def document(*words: str, size: tuple[float, float] = LETTER) -> Any:
    """A document of one page for each text."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for text in words:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in escaped.split("\n"))
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *size]),
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=pdf.make_indirect(Stream(pdf, f"BT /F1 12 Tf 72 700 Td {lines}ET".encode())),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def link(
    pdf: Any, page: int, action: Mapping[str, Any], box: tuple[float, ...] = (72, 600, 200, 620)
) -> None:
    """Put an annotation of the kind `Link` on a page, from 0."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(list(box)), A=Dictionary(**action))
    pdf.pages[page].obj.Annots = Array([*pdf.pages[page].obj.get("/Annots", []), pdf.make_indirect(note)])


def uri(url: str) -> dict[str, Any]:
    """An action that opens a URL."""
    return {"S": Name.URI, "URI": String(url)}


def saved(pdf: Any, **how: Any) -> bytes:
    """The file as it is sent."""
    buffer = BytesIO()
    pdf.save(buffer, **how)
    return buffer.getvalue()


def bomb(pdf: Any, layers: int = 2, size: int = 120_000_000) -> Any:
    """A stream of zeros that is packed again and again."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(10_000_000)) for _ in range(size // 10_000_000)) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    stream = Stream(pdf, data)
    stream.Filter = Array([Name.FlateDecode] * layers)
    return pdf.make_indirect(stream)


def raw(*objects: str, root: int = 1, trailer: str = "") -> bytes:
    """A file written by hand, with a correct cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root {root} 0 R{trailer}>>\n".encode()
    out += f"startxref\n{table}\n%%EOF\n".encode()
    return bytes(out)

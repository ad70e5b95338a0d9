"""A PDF's properties under the names that ExifTool gives them, as `beta.parse_exif` reads them."""

import re
from collections.abc import Iterator
from typing import Any

from unhook.files import safe_xml
from unhook.files.collecting import Collecting
from unhook.files.pdf.values import is_dictionary, is_stream, name, number, stream, text

_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?([+-]\d\d|Z)?'?(\d\d)?")
_INFO = {"CreationDate": "CreateDate", "ModDate": "ModifyDate"}
_HEAD = {"producer": "Producer", "creator": "Creator", "author": "Author", "title": "Title"}
_METADATA_BYTES = 1024 * 1024
_VALUE_CHARS = 2_000
_FIELDS = 200


def read(pdf: Any, out: Collecting) -> dict[str, Any]:
    """In the shape of `mql.library.metadata.Metadata`."""
    pages = len(pdf.pages)
    fields = [("PDFVersion", pdf.pdf_version), ("PageCount", str(pages))]
    if pdf.is_encrypted:
        fields.append(("Encryption", _encryption(pdf)))
    fields += _info(pdf)
    fields += _signatures(pdf)
    known = {key for key, _ in fields}
    fields += [(key, value) for key, value in _xmp(pdf, out) if key not in known]
    shown = dict(reversed(fields))
    return {
        "fields": [{"key": key, "value": value[:_VALUE_CHARS]} for key, value in fields[:_FIELDS]],
        "page_count": pages,
        **{member: shown.get(key) for member, key in _HEAD.items()},
    }


def locked() -> dict[str, Any]:
    """Of a document that can't be opened: ExifTool's own words, which rules compare."""
    return {
        "fields": [
            {"key": "Encryption", "value": "Standard"},
            {"key": "Warning", "value": "Document is password protected (use Password option)"},
        ]
    }


def _encryption(pdf: Any) -> str:
    try:
        how = pdf.encryption
        return f"Standard V{how.V}.{how.R} ({how.bits}-bit)"
    except (AttributeError, ValueError):
        return "Standard"


def _info(pdf: Any) -> Iterator[tuple[str, str]]:
    info = pdf.trailer.get("/Info")
    if not is_dictionary(info):
        return
    for raw in sorted(info.keys())[:_FIELDS]:
        key = raw.lstrip("/")
        value = text(info.get(raw)).replace("\x00", "").strip()
        if value:
            key = _INFO.get(key, key[:1].upper() + key[1:])
            yield key, _date(value) if key.endswith("Date") else value


def _date(value: str) -> str:
    """`D:20240305101112+02'00'` as `2024:03:05 10:11:12+02:00`."""
    match = _DATE.match(value)
    if match is None:
        return value
    year, month, day, hour, minute, second, zone, zone_minute = match.groups()
    shown = f"{year}:{month or '01'}:{day or '01'} {hour or '00'}:{minute or '00'}:{second or '00'}"
    return shown + ("Z" if zone == "Z" else f"{zone}:{zone_minute or '00'}" if zone else "")


def _signatures(pdf: Any) -> Iterator[tuple[str, str]]:
    """Why and where it was signed, of the first fields of the form (section 12.8)."""
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    listed = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    if not isinstance(listed, pikepdf.Array):
        return
    for at in range(min(len(listed), 50)):
        field: Any = listed[at]
        if not is_dictionary(field) or name(field.get("/FT")) != "Sig":
            continue
        signature = field.get("/V")
        if is_dictionary(signature):
            for key in ("Name", "Reason", "Location", "ContactInfo"):
                if value := text(signature.get(f"/{key}")):
                    yield f"Signing{key}" if key != "Name" else "SignerName", value


def _xmp(pdf: Any, out: Collecting) -> Iterator[tuple[str, str]]:
    """XMP (ISO 16684-1): properties as elements, as attributes, or as lists of one."""
    metadata = pdf.Root.get("/Metadata")
    if not is_stream(metadata) or number(metadata.get("/Length")) > _METADATA_BYTES:
        return
    data = stream(metadata, out, "metadata") or b""
    try:
        for element in safe_xml.elements(data[:_METADATA_BYTES], 5_000):
            if element.name == "xmpmeta" and "xmptk" in element.attributes:
                yield "XMPToolkit", element.attributes["xmptk"]
            if element.name == "Description":
                yield from ((_capital(key), value) for key, value in element.attributes.items() if value)
            value = element.text.strip()
            if value and "Description" in element.path:
                holder = element.name
                if element.name == "li" and len(element.path) >= 2:
                    holder = element.path[-2]
                yield _capital(holder), value
    except ValueError:
        out.fault("damaged", "metadata")


def _capital(key: str) -> str:
    return key[:1].upper() + key[1:]

"""The true type of a file by its first bytes, in the short names that rules compare.

Signatures as in the public file format registries (PRONOM, the Library of Congress's list);
containers (zip, OLE compound files) are told apart by what their directory names. Text
formats are only named where their opening leaves no doubt. Looks at no more than
`WINDOW` bytes from each end.
"""

import re

WINDOW = 65_536
UNKNOWN = "unknown"
PLAIN = frozenset({"bat", "eml", "pem", "pl", "py", "sh", "txt", "url", "vcf", "xml"})
"""The kinds that are told by their words, not by a signature of their own."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_AT_START: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"8BPS", "psd"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"LZIP", "lz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"\x1f\x9d", "Z"),
    (b"!<arch>\n", "ar"),
    (b"070701", "cpio"),
    (b"070702", "cpio"),
    (b"070707", "cpio"),
    (b"\xed\xab\xee\xdb", "rpm"),
    (b"\x60\xea", "arj"),
    (b"**ACE**", "ace"),
    (b"MSCF", "cab"),
    (b"ITSF\x03\x00", "chm"),
    (b"\x7fELF", "elf"),
    (b"\xfe\xed\xfa\xce", "macho"),
    (b"\xfe\xed\xfa\xcf", "macho"),
    (b"\xce\xfa\xed\xfe", "macho"),
    (b"\xcf\xfa\xed\xfe", "macho"),
    (b"\x4c\x00\x00\x00\x01\x14\x02\x00", "lnk"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", "one"),
    (b"!BDN", "pst"),
    (b"wOFF", "woff"),
    (b"wOF2", "woff2"),
    (b"\x00\x01\x00\x00\x00", "ttf"),
    (b"OTTO", "otf"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"#!AMR", "amr"),
    (b"\x1a\x45\xdf\xa3", "mkv"),
    (b"FWS", "swf"),
    (b"CWS", "swf"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x00asm", "wasm"),
    (b"dex\n", "dex"),
    (b"xar!", "xar"),
    (b"x\x01koly", "dmg"),
    (b"conectix", "vhd"),
    (b"vhdxfile", "vhdx"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
)
_BRANDS = {b"heic": "heif", b"heix": "heif", b"mif1": "heif", b"msf1": "heif", b"hevc": "heif"}
_BRANDS |= {b"avif": "avif", b"avis": "avif", b"M4A ": "m4a", b"qt  ": "mov"}
_RIFF = {b"WAVE": "wav", b"WEBP": "webp", b"AVI ": "avi"}

_OFFICE_FOLDERS = {b"word/": "doc", b"xl/": "xls", b"ppt/": "ppt"}
_MACRO = (b"vbaProject.bin", b"vbaProjectSignature")
_ODF = re.compile(
    rb"mimetypeapplication/(?:vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)|epub\+zip)"
)
_ODF_NAMES = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp", None: "epub"}
# Directory entry names of OLE compound files are UTF-16 (MS-CFB section 2.6.1).
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("__properties_version1.0", "msg"),
    ("__nameid_version1.0", "msg"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("EncryptedPackage", "ole"),
    ("VisioDocument", "vsd"),
)
_OLE_NAMES = tuple((name.encode("utf-16-le"), kind) for name, kind in _OLE_STREAMS)
_OLE_OLD_EXCEL = "Book\0".encode("utf-16-le")

_TEXT_BREAKERS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP_START = re.compile(
    rb"(?:\s|<!--.{0,4096}?-->|<\?xml[^>]{0,400}\?>|<!DOCTYPE\s+(?P<type>[a-z]+)[^\[>]{0,400}>)*+",
    re.I | re.S,
)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")
_MAIL_FIELDS = re.compile(
    rb"^(?:from|to|received|message-id|mime-version|return-path|date|subject):", re.I | re.M
)
_SHEBANGS: tuple[tuple[bytes, str], ...] = ((b"python", "py"), (b"perl", "pl"), (b"sh", "sh"))

_HTML_STARTS = tuple(
    b"<" + name
    for name in (
        b"html", b"head", b"body", b"title", b"meta", b"script", b"style", b"table", b"div", b"iframe",
        b"form", b"center", b"font", b"img", b"a href", b"p>", b"h1", b"br", b"span", b"link", b"!--",
    )
)  # fmt: skip


def file_type(data: bytes) -> str:
    """A short name such as `pdf`, `html`, `docx`, `zip`, `txt`; `unknown` when nothing is certain.

    Office files with macros are `docm`, `xlsm`, `pptm`. Empty data is `unknown`.
    """
    if not data:
        return UNKNOWN
    head = data[:WINDOW]
    for signature, name in _AT_START:
        if head.startswith(signature):
            return name
    for test in (_executable, _zip, _ole, _boxes, _pdf, _disk):
        if found := test(head, data):
            return found
    return _text(head) or UNKNOWN


def _executable(head: bytes, data: bytes) -> str | None:
    if head.startswith(b"MZ"):
        at = int.from_bytes(head[0x3C:0x40], "little")
        header = data[at : at + 24]
        is_dll = header.startswith(b"PE\0\0") and int.from_bytes(header[22:24], "little") & 0x2000
        return "dll" if is_dll else "exe"
    # Java classes share this signature with universal Mach-O; the latter count few architectures.
    if head.startswith(b"\xca\xfe\xba\xbe"):
        return "macho" if int.from_bytes(head[4:8], "big") < 20 else "class"
    return None


def _zip(head: bytes, data: bytes) -> str | None:
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return None
    if odf := _ODF.search(head[:200]):
        return _ODF_NAMES[odf[1]]
    # The directory stands at the end; names also stand in each entry's own header.
    places = head + data[-WINDOW:]
    if b"[Content_Types].xml" in places or b"_rels/.rels" in places:
        for folder, kind in _OFFICE_FOLDERS.items():
            if folder in places:
                if kind == "xls" and b"xl/workbook.bin" in places:
                    return "xlsb"
                return kind + ("m" if any(name in places for name in _MACRO) else "x")
    if b"AndroidManifest.xml" in places:
        return "apk"
    if b"META-INF/MANIFEST.MF" in places:
        return "jar"
    return "zip"


def _ole(head: bytes, data: bytes) -> str | None:
    if not head.startswith(OLE):
        return None
    # The directory may stand anywhere; its first sector is named at offset 48.
    size = 1 << min(16, int.from_bytes(data[30:32], "little"))
    at = (int.from_bytes(data[48:52], "little") + 1) * size
    for place in (data[at : at + WINDOW], head, data[-WINDOW:]):
        for name, kind in _OLE_NAMES:
            if name in place:
                return kind
        if _OLE_OLD_EXCEL in place:
            return "xls"
    return "ole"


def _boxes(head: bytes, data: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "mp4")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in (12, 40, 52, 56, 64, 108, 124):
        return "bmp"
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return "mp3"
    return "wmv" if head.startswith(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11") else None


def _pdf(head: bytes, data: bytes) -> str | None:
    # Readers accept the header anywhere in the first 1,024 bytes (PDF 1.7, appendix H).
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"%!PS"):
        return "ps"
    return "rtf" if head.lstrip()[:5].startswith(b"{\\rt") else None


def _disk(head: bytes, data: bytes) -> str | None:
    if any(head[at + 1 : at + 6] in (b"CD001", b"BEA01", b"NSR02") for at in (0x8000, 0x8800, 0x9000)):
        return "iso"
    # A method such as -lh5- stands behind the two bytes of a size.
    if head[2:5] in (b"-lh", b"-lz") and head[6:7] == b"-":
        return "lzh"
    return "tar" if head[257:262] == b"ustar" else None


def _text(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _TEXT_BREAKERS.search(head):
        return None
    start = head.lstrip()
    if start.startswith(b"<"):
        return _markup(start)
    upper = start[:40].upper()
    if upper.startswith(b"BEGIN:VCALENDAR"):
        return "ics"
    if upper.startswith(b"BEGIN:VCARD"):
        return "vcf"
    if upper.startswith((b"@ECHO OFF", b"@ECHO ON")):
        return "bat"
    if upper.startswith(b"[INTERNETSHORTCUT]"):
        return "url"
    if start.startswith(b"#!"):
        line = start.split(b"\n", 1)[0]
        return next((name for word, name in _SHEBANGS if word in line), "txt")
    if upper.startswith(b"-----BEGIN "):
        return "pem"
    if _FIELD.match(start) and len(set(map(bytes.lower, _MAIL_FIELDS.findall(start[:8192])))) >= 2:
        return "eml"
    return "txt"


def _markup(start: bytes) -> str:
    opening = _MARKUP_START.match(start)
    assert opening is not None
    declared = (opening["type"] or b"").lower()
    root = start[opening.end() : opening.end() + 40].lower()
    if declared == b"svg" or root.startswith((b"<svg", b"<svg:svg")):
        return "svg"
    if b"<hta:application" in start[:WINDOW].lower():
        return "hta"
    if declared == b"html" or root.startswith(_HTML_STARTS):
        return "html"
    if start[:6].lower().startswith(b"<?xml"):
        return "xml"
    return "html" if any(tag in start[:4096].lower() for tag in _HTML_STARTS) else "xml"

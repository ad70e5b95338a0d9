"""Whether a file is what its name and its declared media type say.

What a file is, `message.mime.magic.file_type` tells by its content; only differences that a program or a
person would fall for count. Pictures under another picture's name, text as any text, Office files as the
zip they are, and everything declared `application/octet-stream` are everyday.
"""

import re
from functools import cache

from unhook.files.model import Sign
from unhook.links import services
from unhook.message.mime.magic import PLAIN, UNKNOWN

PICTURES = frozenset({"avif", "bmp", "gif", "heif", "ico", "jpg", "png", "psd", "svg", "tif", "webp", "wmf"})
"""Kinds by content that are pictures."""
_TEXTS = PLAIN | {"hta", "html", "ics", "svg"}
_ZIPPED = frozenset(
    {"apk", "docm", "docx", "epub", "jar", "odp", "ods", "odt", "pptm", "pptx", "xlsb", "xlsm", "xlsx", "zip"}
)
_PACKED = _ZIPPED | {
    "7z", "ace", "arj", "bz2", "cab", "dmg", "gz", "iso", "lz", "rar", "tar", "tnef", "vhd", "vhdx", "xar",
    "xz", "zst",
}  # fmt: skip
_OLE = frozenset({"doc", "msg", "ole", "ppt", "vsd", "xls"})
# Word and Excel open pages, tables of text and RTF under their own names without a word.
_OFFICE = _ZIPPED | _OLE | {"html", "rtf", "txt", "xml"}
_SOUNDS = frozenset({"amr", "flac", "m4a", "mkv", "mov", "mp3", "mp4", "ogg", "wav", "avi", "wmv"})

_MAY_BE: tuple[tuple[str, frozenset[str]], ...] = (
    ("avif bmp gif heic heif ico jfif jpe jpeg jpg png psd tif tiff webp", PICTURES),
    ("asc csv eml htm html ics json log md shtml txt vcf xht xhtml xml", _TEXTS),
    ("pdf", frozenset({"pdf"})),
    ("doc docm docx dot dotm dotx pot potx pps ppsx ppt pptm pptx rtf xls xlsb xlsm xlsx xlt xltx", _OFFICE),
    ("odp ods odt", _ZIPPED | {"xml"}),
    ("7z ace arj bz2 cab gz img iso lz rar tar tgz vhd vhdx xz zip zst", _PACKED),
    ("aac amr avi flac m4a m4v mkv mov mp3 mp4 mpg ogg wav webm wma wmv", _SOUNDS),
)
_DECLARED: tuple[tuple[str, frozenset[str]], ...] = (
    (r"image/(?!svg|vnd)", PICTURES),
    (r"audio/|video/", _SOUNDS),
    (r"application/pdf", frozenset({"pdf"})),
    (r"application/(?:msword|rtf|vnd\.ms-|vnd\.openxmlformats|vnd\.oasis)", _OFFICE),
    (r"application/(?:x-)?(?:zip|gzip|7z|rar|tar|bzip2)", _PACKED),
    (r"text/(?!x-)|message/|application/(?:json|xml)", _TEXTS | _OFFICE),
)
_BY_NAME = {extension: kinds for extensions, kinds in _MAY_BE for extension in extensions.split()}
_BY_MEDIA_TYPE = tuple((re.compile(pattern), kinds) for pattern, kinds in _DECLARED)

_OVERRIDE = re.compile("[\u202d\u202e\u2066\u2067]")
_SHOWN_FIRST = r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|txt|jpe?g|png|gif|mp3|mp4|wav|csv)"


def signs(kind: str, name: str | None, media_type: str | None) -> tuple[Sign, ...]:
    """What name and declared media type of a file of that kind hide, with both named in the detail."""
    found = []
    extension = (name or "").rpartition(".")[2].lower()
    if (honest := _BY_NAME.get(extension)) and kind not in honest | {UNKNOWN}:
        found.append(Sign("type-mismatch-name", f"{kind} as .{extension}"))
    declared = _declarable(media_type or "")
    if declared and kind not in declared | {UNKNOWN}:
        found.append(Sign("type-mismatch-declared", f"{kind} as {media_type}"))
    if name and _second_ending().search(name):
        found.append(Sign("double-extension", name))
    if name and _OVERRIDE.search(name):
        found.append(Sign("direction-override", name))
    return tuple(found)


def _declarable(media_type: str) -> frozenset[str] | None:
    """The kinds that may honestly be declared so; None: any."""
    return next((kinds for pattern, kinds in _BY_MEDIA_TYPE if pattern.match(media_type)), None)


@cache
def _second_ending() -> re.Pattern[str]:
    """A document's ending before that of a program, or blanks that push the last ending out of sight."""
    programs = "|".join(map(re.escape, sorted(services.named("file_extensions_executables"))))
    return re.compile(rf"{_SHOWN_FIRST}[ _.]*\.(?:{programs}|html?|svg)$|\s{{10,}}\.[a-z0-9]{{2,5}}$", re.I)

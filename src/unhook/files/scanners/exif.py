"""What a picture tells of its making: EXIF, XMP, PNG and GIF comments."""

import warnings
from collections.abc import Iterator

from unhook.files.model import Found, Sign, Text
from unhook.files.scanner import Sample, Scanner

_FIELDS = 200
_VALUE = 2_000
_XMP = 20_000
_SKIPPED = frozenset({"MakerNote", "PrintImageMatching", "StripOffsets", "StripByteCounts", "TileOffsets"})
_TEXTS = frozenset(
    {"ImageDescription", "UserComment", "XPComment", "XPTitle", "XPSubject", "Comment", "Description"}
)


def _scan(sample: Sample) -> Found:
    """Give the member `exiftool`: `fields` of {`key`, `value`}, `image_width`, `image_height`, `creator` (the
    software), `author`, `title`. Signs: `picture-location` (GPS), `picture-software`. Comments are texts.

    Nothing is decoded. A damaged picture's fault is told by the scanner `picture`.
    """
    from unhook.files.picture.opened import header

    try:
        image = header(sample)
        pairs: list[tuple[str, object]] = [
            ("FileType", image.format or ""),
            ("MIMEType", image.get_format_mimetype() or ""),
        ]
        pairs += [("ImageWidth", str(image.width)), ("ImageHeight", str(image.height))]
        size = {"image_width": image.width, "image_height": image.height}
    except Exception:
        return Found()
    for reader in (_exif, _chunks):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pairs.extend(reader(image))
        except Exception:
            continue  # What was read before stands.
    fields = tuple(dict.fromkeys((key, _written(value)) for key, value in pairs))[:_FIELDS]
    by_key = {key: value for key, value in reversed(fields) if value}
    record = {
        "fields": [{"key": key, "value": value} for key, value in fields],
        **size,
        "creator": by_key.get("Software"),
        "author": by_key.get("Artist") or by_key.get("Author"),
        "title": by_key.get("Title") or by_key.get("XPTitle"),
    }
    signs = [Sign("picture-software", by_key["Software"])] if "Software" in by_key else []
    if "GPSPosition" in by_key:
        signs.append(Sign("picture-location", by_key["GPSPosition"]))
    texts = tuple(Text(value, "metadata") for key, value in fields if key in _TEXTS and value.strip())
    return Found({"exiftool": record}, signs=tuple(signs), texts=texts)


def _exif(image: object) -> Iterator[tuple[str, object]]:
    from PIL import ExifTags, Image

    assert isinstance(image, Image.Image)
    exif = image.getexif()
    for tags, names in (
        (exif, ExifTags.TAGS),
        (exif.get_ifd(ExifTags.IFD.Exif), ExifTags.TAGS),
    ):
        for tag, value in tags.items():
            name = names.get(tag, f"0x{tag:04x}")
            if name not in _SKIPPED and not isinstance(value, dict):
                yield name, _utf16(value) if name.startswith("XP") else value
    if gps := exif.get_ifd(ExifTags.IFD.GPSInfo):
        position = [_degrees(gps.get(at + 1), gps.get(at)) for at in (1, 3)]
        if all(position):
            yield "GPSPosition", ", ".join(position)


def _chunks(image: object) -> Iterator[tuple[str, object]]:
    """Text chunks of a PNG, comments of a GIF or JPEG, the XMP packet."""
    from PIL import Image

    assert isinstance(image, Image.Image)
    for name, value in image.info.items():
        key = str(name)
        if key == "xmp" or key.startswith("XML:com.adobe.xmp"):
            yield "XMP", (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))[:_XMP]
        elif key == "comment":
            yield "Comment", value
        elif isinstance(value, str) and key not in ("exif", "icc_profile"):
            yield key, value
        elif key == "dpi":
            yield "XResolution", value[0]


def _degrees(value: object, half: object) -> str:
    try:
        degrees, minutes, seconds = (float(each) for each in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError):
        return ""
    return f"{degrees + minutes / 60 + seconds / 3600:.5f} {half}"


def _utf16(value: object) -> object:
    return value.decode("utf-16-le", "replace").rstrip("\0") if isinstance(value, bytes) else value


def _written(value: object) -> str:
    if isinstance(value, bytes):
        # A user comment begins with the name of its character code, eight bytes long (EXIF 2.3, 4.6.5).
        value = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0").decode("utf-8", "replace")
    return str(value).replace("\0", "").strip()[: _XMP if str(value).startswith("<") else _VALUE]


SCANNER = Scanner("exif", _scan, kinds=frozenset({"png", "jpg", "gif", "webp", "bmp", "tif", "ico"}))

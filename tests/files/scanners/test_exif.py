from PIL import Image, PngImagePlugin

from files.picture.made import sample, written
from unhook.files.model import Found, Sign, Text
from unhook.files.scanners.exif import SCANNER


def _fields(answer: Found) -> dict[str, str]:
    return {each["key"]: each["value"] for each in answer.record["exiftool"]["fields"]}


def _photograph() -> bytes:
    exif = Image.Exif()
    exif[0x0131] = "Editor 1.0"
    exif[0x013B] = "Ann"
    exif[0x010E] = "A street"
    exif.get_ifd(0x8769)[0x9003] = "2026:01:02 03:04:05"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    return written(Image.new("RGB", (30, 20)), "JPEG", exif=exif)


def test_exif_is_told() -> None:
    answer = SCANNER.scan(sample(_photograph(), "jpg"))
    record = answer.record["exiftool"]
    assert (record["image_width"], record["image_height"]) == (30, 20)
    assert (record["creator"], record["author"]) == ("Editor 1.0", "Ann")
    fields = _fields(answer)
    assert fields["DateTimeOriginal"] == "2026:01:02 03:04:05"
    assert fields["FileType"] == "JPEG"
    assert Sign("picture-software", "Editor 1.0") in answer.signs
    assert Sign("picture-location", "52.50000 N, 13.40000 E") in answer.signs
    assert answer.texts == (Text("A street", "metadata"),)


def test_text_chunks_of_a_png_are_told() -> None:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Software", "gd")
    chunks.add_text("Title", "Invoice")
    chunks.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>" + "x" * 50_000)
    answer = SCANNER.scan(sample(written(Image.new("RGB", (3, 3)), pnginfo=chunks)))
    assert answer.record["exiftool"]["title"] == "Invoice"
    assert len(_fields(answer)["XMP"]) == 20_000


def test_the_comment_of_a_gif_is_told() -> None:
    data = written(Image.new("P", (3, 3)), "GIF", comment=b"made by hand")
    assert SCANNER.scan(sample(data, "gif")).texts == (Text("made by hand", "metadata"),)


def test_giant_dimensions_are_told_without_decoding() -> None:
    data = b"BM" + bytes(12) + (40).to_bytes(4, "little") + (90_000).to_bytes(4, "little") * 2
    data += b"\1\0\x18\0" + bytes(40)
    assert _fields(SCANNER.scan(sample(data, "bmp")))["ImageWidth"] == "90000"


def test_a_damaged_picture_tells_nothing() -> None:
    assert SCANNER.scan(sample(b"\x89PNG\r\n\x1a\nxx")) == Found()


def test_damaged_exif_leaves_the_rest() -> None:
    data = written(Image.new("RGB", (9, 9)), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\xff")
    assert _fields(SCANNER.scan(sample(data, "jpg")))["ImageWidth"] == "9"

from PIL import Image

from files.picture.made import URL, code, sample, written
from unhook.files.model import Found, Reference
from unhook.files.scanners.codes import SCANNER


def test_a_code_is_a_record_and_a_reference() -> None:
    answer = SCANNER.scan(sample(code()))
    assert answer.record["qr"] == {"type": "url", "data": URL, "url": URL}
    assert answer.references == (Reference(URL, "qr"),)


def test_a_code_of_one_moment_of_an_animation_is_read() -> None:
    blank = Image.new("RGB", code().size, "white")
    data = written(blank, "GIF", save_all=True, append_images=[code(), blank], duration=500)
    assert SCANNER.scan(sample(data, "gif")).references == (Reference(URL, "qr", "frame 2"),)


def test_a_picture_without_codes_and_a_damaged_one_tell_nothing() -> None:
    assert SCANNER.scan(sample(Image.new("RGB", (90, 90)))) == Found()
    assert SCANNER.scan(sample(b"\x89PNG\r\n\x1a\nxx")) == Found()


def test_it_reads_pictures() -> None:
    assert SCANNER.reads(sample(b"", "jpg"))
    assert not SCANNER.reads(sample(b"", "pdf"))

from base64 import b64decode
from io import BytesIO

from PIL import Image

from files.picture.made import lines, sample, written
from unhook.files.model import Sign
from unhook.files.scanners.picture import SCANNER


def test_size_thumbnail_and_hash_are_told() -> None:
    about = SCANNER.scan(sample(lines("Hello", size=(1000, 500)))).record["picture"]
    assert (about["width"], about["height"], about["frames"]) == (1000, 500, 1)
    assert len(about["dhash"]) == 16
    thumbnail = Image.open(BytesIO(b64decode(about["thumbnail"])))
    assert (thumbnail.format, thumbnail.size) == ("PNG", (320, 160))


def test_one_colour_and_animation_are_signs() -> None:
    frames = [Image.new("RGB", (12, 9), colour) for colour in ("white", "red")]
    answer = SCANNER.scan(sample(written(frames[0], "GIF", save_all=True, append_images=frames[1:]), "gif"))
    assert answer.signs == (Sign("picture-of-one-colour", "12 x 9"), Sign("picture-animated", "2"))


def test_a_damaged_picture_is_a_fault() -> None:
    answer = SCANNER.scan(sample(b"\x89PNG\r\n\x1a\nxx"))
    assert [fault.name for fault in answer.faults] == ["damaged"]
    assert "thumbnail" not in answer.record["picture"]

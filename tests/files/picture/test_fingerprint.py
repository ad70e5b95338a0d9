from io import BytesIO

from PIL import Image

from files.picture.made import lines, written
from unhook.files.picture.fingerprint import dhash


def _distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_copies_are_near_and_others_far() -> None:
    image = lines("Your mailbox is full", "Confirm now", size=(400, 200))
    copy = Image.open(BytesIO(written(image.resize((300, 150)), "JPEG", quality=60)))
    assert _distance(dhash(image), dhash(copy)) <= 10
    assert _distance(dhash(image), dhash(Image.linear_gradient("L").rotate(-90))) > 10


def test_one_colour_gives_zeros() -> None:
    assert dhash(Image.new("RGB", (50, 50), "red")) == "0" * 16

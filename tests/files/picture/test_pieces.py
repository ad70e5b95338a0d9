from itertools import accumulate

from unhook.files.picture.pieces import packed, unpacked


def test_several_pictures_travel_as_one() -> None:
    pictures = [b"one", b"", b"three"]
    assert list(unpacked(packed(pictures))) == pictures
    assert list(accumulate(map(len, pictures)))[-1] + 12 == len(packed(pictures))


def test_a_damaged_pack_ends() -> None:
    assert list(unpacked(b"\xff\xff\xff\xffab")) == [b"ab"]
    assert list(unpacked(b"\0")) == [b""]

import pytest
from PIL import Image

from files.picture.made import URL, code
from unhook.files.picture.joined import read


def _cut(image: Image.Image, across: list[int], down: list[int]) -> list[Image.Image]:
    lefts, tops = [0, *across, image.width], [0, *down, image.height]
    return [
        image.crop((lefts[x], tops[y], lefts[x + 1], tops[y + 1]))
        for y in range(len(tops) - 1)
        for x in range(len(lefts) - 1)
    ]


WHOLE = code(scale=5)
HALF = WHOLE.width // 2
CUTS = {
    "left and right": _cut(WHOLE, [HALF + 3], []),
    "above and below": _cut(WHOLE, [], [HALF - 2]),
    "three strips": _cut(WHOLE, [], [50, 90]),
    "quarters": _cut(WHOLE, [HALF], [HALF]),
}


@pytest.mark.parametrize("cut", CUTS)
def test_a_code_in_parts_is_read(cut: str) -> None:
    assert [each.text for each in read(CUTS[cut])] == [URL]


def test_halves_may_be_attached_in_the_other_order() -> None:
    assert [each.text for each in read(CUTS["left and right"][::-1])] == [URL]


def test_quarters_may_be_attached_by_columns() -> None:
    one, two, three, four = CUTS["quarters"]
    assert [each.text for each in read([one, three, two, four])] == [URL]


def test_other_pictures_may_stand_around() -> None:
    banner, icon = Image.new("RGB", (600, 90), "navy"), Image.new("RGB", (30, 30), "green")
    assert [each.text for each in read([banner, *CUTS["left and right"], icon])] == [URL]


def test_parts_that_make_no_code_give_none() -> None:
    assert read([CUTS["quarters"][0], CUTS["quarters"][3]]) == ()
    assert read([]) == ()
    assert read([Image.new("RGB", (50, 50))] * 100) == ()

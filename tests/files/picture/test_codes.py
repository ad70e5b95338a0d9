from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageOps

from files.picture.made import URL, code, lines, written
from unhook.files.picture import codes
from unhook.files.picture.codes import Code


def _coloured(dark: tuple[int, int, int], light: tuple[int, int, int]) -> Image.Image:
    return ImageOps.colorize(code().convert("L"), dark, light)


def _on_page(image: Image.Image) -> Image.Image:
    page = lines("Dear customer, scan this code with your telephone", size=(1200, 900))
    page.paste(image, (700, 500))
    return page


LOOKS: dict[str, Callable[[], Image.Image]] = {
    "plain": code,
    "inverted": lambda: ImageOps.invert(code()),
    "without a margin": lambda: code(quiet=False),
    "a pixel a module": lambda: code(scale=1),
    "small on a page": lambda: _on_page(code(scale=1)),
    "as a poor JPEG": lambda: Image.open(
        BytesIO(written(_on_page(code(scale=2)), "JPEG", quality=60))
    ).convert("RGB"),
    "turned": lambda: code(scale=6).rotate(
        17, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    ),
    "red on green": lambda: _coloured((200, 40, 40), (40, 118, 40)),
    "blue on grey of the same brightness": lambda: _coloured((60, 60, 255), (89, 89, 89)),
    "yellow on white": lambda: _coloured((255, 250, 120), (255, 255, 255)),
    "faint": lambda: _coloured((248, 248, 248), (255, 255, 255)),
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_code_is_read(look: str) -> None:
    assert codes.read(LOOKS[look]()) == (Code("QR Code", URL),)


@pytest.mark.parametrize("format", ["Aztec", "DataMatrix", "PDF417", "Code128"])
def test_other_codes_are_read(format: str) -> None:
    assert [each.text for each in codes.read(code("HELLO-4711", format=format))] == ["HELLO-4711"]


def test_several_codes_are_read_once_each() -> None:
    sheet = Image.new("RGB", (600, 200), "white")
    for at, text in enumerate(("one", "two", "one")):
        sheet.paste(code(text), (at * 200, 20))
    assert sorted(each.text for each in codes.read(sheet)) == ["one", "two"]


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGB", (1, 1)),
        lines("Invoice 4711", "Total 99.00"),
        Image.effect_noise((300, 300), 120).convert("RGB"),
    ],
)
def test_no_code_is_read_where_none_is(image: Image.Image) -> None:
    assert codes.read(image) == ()

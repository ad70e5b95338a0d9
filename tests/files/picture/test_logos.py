from io import BytesIO

import pytest
from PIL import Image

from files.picture.made import lines, written
from unhook.files.picture import logos, shapes

LOGOS, _ = logos.known()
BY_NAME = {logo.name: logo for logo in LOGOS}


def drawn(logo: logos.Logo, width: int, ink: str, ground: str) -> Image.Image:
    """The logo again, of its silhouette, on a page with words."""
    cells = logo.bits.to_bytes(shapes.CELLS // 8, "big")
    mask = Image.frombytes("1", (shapes.SIDE, shapes.SIDE), cells).convert("L")
    mask = mask.resize((width, max(1, round(width / logo.ratio))), Image.Resampling.BICUBIC)
    page = lines("Please sign in to your account", size=(420, 420)).rotate(180)
    page = Image.composite(
        Image.new("RGB", page.size, ground), Image.new("RGB", page.size, ink), page.convert("L")
    )
    page.paste(Image.new("RGB", mask.size, ink), (25, 25), mask)
    return Image.open(BytesIO(written(page, "JPEG", quality=75))).convert("RGB")


def test_at_least_sixty_brands_are_known() -> None:
    assert len(BY_NAME) >= 60


@pytest.mark.parametrize("logo", LOGOS, ids=lambda logo: logo.source)
def test_each_logo_is_found_on_a_page_in_some_size(logo: logos.Logo) -> None:
    pages = (drawn(logo, width, "navy", "white") for width in (96, 64, 200))
    assert any(logo.name in {each.name for each in logos.seen(page)} for page in pages)


@pytest.mark.parametrize(("ink", "ground"), [("black", "white"), ("white", "navy"), ("red", "lightyellow")])
@pytest.mark.parametrize("width", [48, 160])
def test_size_and_colour_do_not_matter(width: int, ink: str, ground: str) -> None:
    assert "PayPal" in {each.name for each in logos.seen(drawn(BY_NAME["PayPal"], width, ink, ground))}


def test_a_large_clear_logo_is_sure_and_a_small_one_less() -> None:
    large = next(
        each for each in logos.seen(drawn(BY_NAME["Apple"], 160, "black", "white")) if each.name == "Apple"
    )
    small = next(
        each for each in logos.seen(drawn(BY_NAME["Apple"], 30, "black", "white")) if each.name == "Apple"
    )
    assert (large.confidence, small.confidence) == ("high", "medium")


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGB", (300, 300), "red"),
        lines("The quick brown fox jumps over the lazy dog", "0123456789 % & @ # ? !", size=(900, 300)),
        Image.effect_noise((300, 300), 200).convert("RGB"),
    ],
)
def test_no_logo_is_seen_where_none_is(image: Image.Image) -> None:
    assert logos.seen(image) == ()

import struct
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from files.picture.made import sample, written
from unhook.files.picture.opened import FORMATS, KINDS, opened
from unhook.limits import FILES


def _png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_format_opens(kind: str) -> None:
    picture = opened(sample(written(Image.new("RGB", (48, 32), "teal"), FORMATS[kind]), kind))
    assert picture.faults == ()
    assert (picture.views[0].mode, picture.frames) == ("RGB", 1)
    red, green, _ = picture.views[0].getpixel((5, 5))  # type: ignore[misc]
    assert red < 40 < green


def test_another_format_than_the_kind_says_is_not_tried() -> None:
    assert [fault.name for fault in opened(sample(written(Image.new("RGB", (9, 9))), "gif")).faults] == [
        "damaged"
    ]


@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000_000, 3), (7_072, 7_071)])
def test_giant_dimensions_are_told_from_the_header(size: tuple[int, int]) -> None:
    picture = opened(sample(_png_header(*size)))
    assert [fault.name for fault in picture.faults] == ["limit:picture_pixels"]
    assert (picture.width, picture.height) == size
    assert picture.views == ()


def test_an_icon_that_hides_a_larger_picture_is_refused() -> None:
    inner = _png_header(20_000, 20_000)
    icon = (
        struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inner), 22) + inner
    )
    picture = opened(sample(icon, "ico"))
    assert picture.views == ()
    assert picture.faults


def test_what_is_left_of_a_truncated_picture_is_seen() -> None:
    whole = written(Image.effect_noise((200, 200), 90).convert("RGB"), "JPEG")
    picture = opened(sample(whole[: len(whole) // 2], "jpg"))
    assert [fault.name for fault in picture.faults] == ["damaged"]
    assert picture.views[0].size == (200, 200)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + bytes(500)])
def test_what_is_no_picture_is_damaged(data: bytes) -> None:
    picture = opened(sample(data))
    assert [fault.name for fault in picture.faults] == ["damaged"]
    assert picture.views == ()


def test_ten_thousand_frames_are_counted_and_a_few_looked_at() -> None:
    frames = [Image.new("L", (8, 8), shade % 256) for shade in range(10_000)]
    data = written(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=10)
    picture = opened(sample(data, "gif"))
    assert picture.frames == 10_000
    assert len(picture.views) == FILES.pages
    assert [fault.name for fault in picture.faults] == ["limit:frames"]


def test_a_short_animation_is_complete_and_its_end_is_seen() -> None:
    frames = [Image.new("RGB", (20, 20), "white")] * 2 + [Image.new("RGB", (20, 20), "red")]
    frames[1] = Image.new("RGB", (20, 20), "blue")
    picture = opened(sample(written(frames[0], "GIF", save_all=True, append_images=frames[1:]), "gif"))
    assert (picture.frames, picture.faults) == (3, ())
    assert [view.getpixel((3, 3)) for view in picture.views] == [(255, 255, 255), (0, 0, 255), (255, 0, 0)]


def test_the_pixels_of_all_frames_count() -> None:
    frames = [Image.new("L", (100, 100), shade) for shade in range(30)]
    data = written(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = opened(sample(data, "gif", limits=replace(FILES, picture_pixels=50_000)))
    assert len(picture.views) == 5
    assert [fault.name for fault in picture.faults] == ["limit:frames"]


def test_pages_of_a_tiff_are_views() -> None:
    pages = [Image.new("RGB", (10, 10), (shade, 0, 0)) for shade in range(12)]
    data = written(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    picture = opened(sample(data, "tif"))
    assert len(picture.views) == FILES.pages
    assert [fault.name for fault in picture.faults] == ["limit:pages"]


def test_white_on_nothing_is_seen_on_dark() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (10, 10, 30, 30))
    view = opened(sample(image)).views[0]
    assert view.getpixel((20, 20)) == (255, 255, 255)
    assert view.getpixel((0, 0)) == (40, 40, 40)


def test_sixteen_bits_of_grey_are_spread() -> None:
    image = Image.new("I;16", (4, 4), 1_000)
    image.putpixel((1, 1), 1_200)
    view = opened(sample(image)).views[0]
    assert (view.getpixel((0, 0)), view.getpixel((1, 1))) == ((0, 0, 0), (255, 255, 255))

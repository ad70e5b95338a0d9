"""Pictures of documents."""

import io

import pytest
from PIL import Image

from unhook.limits import BrowserLimits
from unhook.message.model import Attachment
from unhook.pages import served
from unhook.pages.browser.browser import Browser
from unhook.pages.screenshot import shot

pytestmark = pytest.mark.chromium

RED, GREEN, WHITE = (255, 0, 0), (0, 128, 0), (255, 255, 255)


def picture(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_the_whole_document_is_drawn(browser: Browser) -> None:
    source = (
        '<body style="margin:0"><div style="height:1500px"></div><div style="height:50px;background:red">'
    )
    drawn = picture(shot(served.document(source), browser=browser, width=600))
    assert drawn.size == (600, 1550)
    assert (drawn.getpixel((10, 10)), drawn.getpixel((10, 1540))) == (WHITE, RED)


def test_no_document_is_endless(browser: Browser) -> None:
    source = '<body style="margin:0"><div style="height:1000000px;background:red">'
    drawn = picture(shot(served.document(source), browser=browser, limits=BrowserLimits(height=1_200)))
    assert drawn.size == (1_024, 1_200)


def test_a_document_has_no_say_in_its_size(browser: Browser) -> None:
    source = """<body style="margin:0;height:900px"><script>
    for (const name of ["scrollHeight", "offsetHeight", "clientHeight"])
      Object.defineProperty(Element.prototype, name, { value: 1 });
    </script>"""
    assert picture(shot(served.document(source), browser=browser, scripts=True)).size == (1_024, 900)


def test_inline_pictures_are_drawn_and_remote_ones_are_not(browser: Browser) -> None:
    green = io.BytesIO()
    Image.new("RGB", (100, 100), GREEN).save(green, "PNG")
    beside = (Attachment(green.getvalue(), file_name="green.png", content_type="image/png"),)
    source = (
        b'<body style="margin:0"><img src="green.png" style="display:block">'
        b'<img src="https://b.test/red.png" width="100" height="100">'
    )
    drawn = picture(shot(served.document(source, beside=beside), browser=browser))
    assert drawn.getpixel((50, 50)) == GREEN
    assert drawn.getpixel((50, 170)) == WHITE


def test_scripts_draw_only_where_they_may(browser: Browser) -> None:
    document = served.document("<script>document.write('<body bgcolor=red>')</script>")
    assert picture(shot(document, browser=browser)).getpixel((5, 5)) == WHITE
    assert picture(shot(document, browser=browser, scripts=True)).getpixel((5, 5)) == RED

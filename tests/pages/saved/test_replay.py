from unhook.pages.broker import Request
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.saved.replay import served
from unhook.pages.served import DOCUMENT


def test_the_page_with_its_redirects_and_resources() -> None:
    resources = (
        Resource("https://b.test/i.png", b"png", "image/png", 200),
        Resource("https://b.test/p", method="POST"),
    )
    kept = Saved(
        b"<p>", url="https://b.test/in#x", status=404, charset="latin-1", redirects=("https://a.test/go",),
        resources=resources,
    )  # fmt: skip
    broker = served(kept)
    assert broker.start == "https://a.test/go"
    moved = broker.answer(Request(broker.start))
    assert moved is not None
    assert moved.redirect == "https://b.test/in#x"
    page = broker.answer(Request("https://b.test/in"))
    assert page is not None
    assert (page.body, page.status, page.headers["content-type"]) == (
        b"<p>",
        404,
        "text/html; charset=latin-1",
    )
    picture = broker.answer(Request("https://b.test/i.png"))
    assert picture is not None
    assert picture.headers["content-type"] == "image/png"
    assert broker.answer(Request("https://b.test/p")) is None
    assert broker.answer(Request("https://b.test/in", "POST")) is None


def test_an_attachment_stands_nowhere_with_its_files_beside_it() -> None:
    broker = served(Saved(b"<svg>", "a.svg", resources=(Resource("page_files/a b.css", b"x", "text/css"),)))
    assert broker.start == DOCUMENT
    page = broker.answer(Request(DOCUMENT))
    assert page is not None
    assert page.headers["content-type"] == "image/svg+xml"
    assert broker.answer(Request(DOCUMENT + "page_files/a%20b.css")) is not None

from dataclasses import replace

import pytest

from pages.made import form, page, saved, unpacking
from unhook.limits import PAGES
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.source.parts import Parts

INNER = page("Inner", form("/p"))


def parts(kept: Saved) -> list[str]:
    return [here.part for here in Parts(kept, PAGES).all()]


@pytest.mark.parametrize("how", ["base64", "percent", "codes", "pieces"])
def test_what_a_script_unpacks(how: str) -> None:
    reads = Parts(saved(unpacking(INNER, how)), PAGES).all()
    assert any(here.title and here.title.text == "Inner" for here in reads[1:])


def test_markup_in_a_literal_plain_or_percent_encoded() -> None:
    assert parts(saved(page(script="x.innerHTML='<form><input type=password></form>'"))) == [
        "page",
        "written 1",
    ]
    assert parts(saved(page(script="document.write(unescape('%3Cform%3E%3Cinput%20type=password%3E'))"))) == [
        "page",
        "written 1",
    ]


def test_frames_kept_beside_and_written_in() -> None:
    kept = saved(
        page("", "<iframe src=in.html></iframe>"),
        "https://a.test/",
        Resource("https://a.test/in.html", INNER.encode()),
    )
    assert parts(kept) == ["page", "frame 1"]
    assert parts(saved(page("", "<iframe srcdoc='<p>in</p>'></iframe>"))) == ["page", "frame 1"]


def test_scripts_kept_beside() -> None:
    kept = saved(
        page("", "<script src=./x_files/a.js></script>"), None, Resource("x_files/a.js", b"fetch('/p')")
    )
    (here,) = Parts(kept, PAGES).all()
    assert [script.source for script in here.scripts] == ["fetch('/p')"]


def test_a_page_that_unpacks_itself_is_read_once() -> None:
    html = '<script>document.write("<script>1</scr"+"ipt>")</script>'
    assert len(parts(saved(html + html))) <= 3


def test_limits_are_told() -> None:
    deep = INNER
    for _ in range(6):
        deep = unpacking(deep)
    reader = Parts(saved(deep), PAGES)
    reader.all()
    assert reader.reached
    reader = Parts(saved(page(script="x" * 100)), replace(PAGES, script_chars=10))
    reader.all()
    assert reader.reached == ["script_chars"]

from base64 import b64encode

import pytest

from unhook.catalogue import Catalogue
from unhook.files.model import Found, Node, Sign, Tree
from unhook.report import inside_view

PNG = b64encode(b"\x89PNG\r\n\x1a\n made small").decode()
ENGLISH = Catalogue.load("en")


def shown(*nodes: Node) -> str:
    return inside_view.render(Tree(nodes), ENGLISH)


def picture(thumbnail: object, **record: object) -> Node:
    return Node(b"", "png", 'a"><b>.png', found=Found(record={"picture": {"thumbnail": thumbnail}, **record}))


def test_a_plain_file_has_nothing_to_show() -> None:
    assert shown(Node(b"x", "txt", "a.txt")) == ""


def test_the_tree_is_escaped() -> None:
    found = shown(Node(b"x", "txt", "<script>.txt", found=Found(signs=(Sign("encrypted", "<b>"),))))
    assert found == (
        '<pre class="inside" dir="ltr">&lt;script&gt;.txt  txt  1 bytes\n  ! encrypted: &lt;b&gt;</pre>'
    )


def test_a_picture_is_shown_small_under_its_name() -> None:
    found = shown(picture(PNG))
    assert f'<img src="data:image/png;base64,{PNG}" alt="a&quot;&gt;&lt;b&gt;.png">' in found


@pytest.mark.parametrize(
    "thumbnail",
    [
        b64encode(b"<svg onload=alert(1)>").decode(),
        'x" onerror="alert(1)',
        "https://collect.test/a.png",
        PNG + "\n",
        PNG[:-3] + "=",
        PNG * 20_000,
        7,
        None,
    ],
)
def test_what_is_no_small_picture_of_ours_is_not_written(thumbnail: object) -> None:
    assert shown(picture(thumbnail)) == ""


def test_codes_are_read_out_and_harmless() -> None:
    found = shown(picture(PNG, codes=[{"type": "url", "data": "https://collect.test/<a>"}, "broken"]))
    assert "<mark><code" in found
    assert "hxxps://collect[.]test/&lt;a&gt;" in found
    assert "https://collect" not in found


def test_a_record_of_any_shape_is_survived() -> None:
    for record in ({"picture": 1}, {"picture": {"thumbnail": PNG}, "codes": 5}):
        inside_view.render(Tree((Node(b"", "png", found=Found(record=record)),)), ENGLISH)


def test_pictures_end_somewhere() -> None:
    assert shown(*[picture(PNG)] * 40).count("<img") == inside_view.PICTURES_SHOWN

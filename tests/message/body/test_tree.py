from dataclasses import replace

from unhook.limits import DEFAULT
from unhook.message.body import tree


def test_a_document_is_cut_at_the_limit() -> None:
    document, reached = tree.build("<p>abc", replace(DEFAULT, html_bytes=4))
    assert reached == "html_bytes"
    assert document.text == "a"


def test_fonts_left_open_do_not_multiply() -> None:
    bomb = "<p>" + "".join(f"<font color={number}>" for number in range(1_000)) + "<p>x" * 10_000
    document, reached = tree.build(bomb, DEFAULT)
    assert reached == "html_depth"
    assert document.text.strip() == "x" * 10_000


def test_fonts_closed_again_are_kept() -> None:
    many = "<p><font color=red>x</font></p>" * 5_000
    document, reached = tree.build(many, DEFAULT)
    assert reached is None
    assert len(document.find_all("font")) == 5_000

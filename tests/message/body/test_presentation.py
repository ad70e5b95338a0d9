import pytest

from unhook.limits import DEFAULT
from unhook.message.body import colours, tree
from unhook.message.body.presentation import Presentation
from unhook.message.body.styles import Look, Style


def style(source: str, selector: str) -> Style | None:
    document, _ = tree.build(source, DEFAULT)
    presentation = Presentation()
    presentation.read(document)
    element = document.select_one(selector)
    assert element is not None
    return presentation.of(element, element.tag)


@pytest.mark.parametrize(
    ("source", "selector", "own"),
    [
        ("<p>", "p", None),
        ("<p class=x align=left>", "p", None),
        ("<p hidden>", "p", Style(gone=True)),
        ("<p style='font-size:2em'>", "p", Style(size=2.0, relative=True)),
        ("<p style='font-size:small'>", "p", Style(size=13.0)),
        ("<p style='font-size:huge'>", "p", Style()),
        ("<pre>", "pre", Style(preformatted=True)),
        ("<font color=red>", "font", Style(colour=(255, 0, 0, 1.0))),
        ("<font color=nonsense>", "font", None),
        ("<font color=red style='color:blue'>", "font", Style(colour=(0, 0, 255, 1.0))),
        ("<body bgcolor=black text=white>", "body", Style(background=colours.BLACK, colour=colours.WHITE)),
        ("<table background=x.png>", "table", Style(painted=True)),
        ("<a href=x>", "a", Style(colour=colours.LINK)),
        ("<a name=x>", "a", None),
        ("<style>a{color:white}</style><a href=x>", "a", Style(colour=colours.WHITE)),
        ("<style>p{color:red}</style><p style='color:blue'>", "p", Style(colour=(0, 0, 255, 1.0))),
        ("<style>p{color:red!important}</style><p style='color:blue'>", "p", Style(colour=(255, 0, 0, 1.0))),
        ("<style>p{color:red}</style><b style='color:blue'>", "b", Style(colour=(0, 0, 255, 1.0))),
        ("<style>.x{display:none}</style><p>", "p", None),
    ],
)
def test_attributes_style_and_sheet_together(source: str, selector: str, own: Style | None) -> None:
    assert style(source, selector) == own


def test_an_unknown_background_judges_no_colour() -> None:
    document, _ = tree.build("<style>.a .b{background:black}</style>", DEFAULT)
    presentation = Presentation()
    presentation.read(document)
    assert not presentation.under(presentation.root, Style(colour=colours.WHITE)).hidden
    assert presentation.under(presentation.root, Style(gone=True)).hidden


def test_equal_looks_are_worked_out_once() -> None:
    presentation = Presentation()
    look, own = Look(), Style(size=20.0)
    assert presentation.under(look, own) is presentation.under(look, own)

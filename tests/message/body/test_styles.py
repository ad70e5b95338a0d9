import pytest

from unhook.message.body import colours, styles
from unhook.message.body.styles import Look, Style


def hidden(text: str) -> bool:
    own = styles.inline(text)
    return own is not None and Look().under(own).hidden


@pytest.mark.parametrize(
    "text",
    [
        "display:none",
        "DISPLAY : none !important",
        "display:block; display:none",
        "disp/* x */lay:none",
        r"\64 isplay:none",
        "visibility:hidden",
        "opacity:0",
        "opacity: 0.01",
        "font-size:0",
        "font-size:1px; line-height:1px",
        "font:0/0 a",
        "max-height:0;overflow:hidden",
        "width:1px;overflow:hidden",
        "position:absolute;left:-9999px",
        "position:absolute;clip:rect(0 0 0 0)",
        "text-indent:-9999px",
        "mso-hide:all",
        "color:#fefefe",
        "color:transparent",
        "color:#123456;background-color:#123458",
        "background:#000;color:black",
        "transform: scale(0)",
    ],
)
def test_what_cannot_be_seen(text: str) -> None:
    assert hidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "display:block",
        "display:none;display:block !important",
        "visibility:visible",
        "opacity:1",
        "font-size:12px",
        "max-height:0",
        "overflow:hidden;height:20px",
        "position:absolute;left:10px",
        "left:-9999px",
        "text-indent:-20px",
        "color:#fff;background:#000",
        "color:#fff;background:url(x.png)",
        "color:#fff;background-image:linear-gradient(red, blue)",
        "background-color:transparent",
        "transform:scale(0.5)",
        "-x-display:none",
    ],
)
def test_what_can_be_seen(text: str) -> None:
    assert not hidden(text)


def test_what_descendants_can_take_back_and_what_not() -> None:
    small = Look().under(Style(size=0.0))
    assert small.hidden
    assert not small.under(Style(size=14.0)).hidden
    assert small.under(Style(size=2.0, relative=True)).hidden
    invisible = Look().under(Style(visible=False))
    assert not invisible.under(Style(visible=True)).hidden
    gone = Look().under(Style(gone=True))
    assert gone.under(Style(visible=True, size=20.0, colour=colours.BLACK)).hidden


def test_a_colour_is_judged_against_the_background_of_any_ancestor() -> None:
    dark = Look().under(Style(background=colours.BLACK))
    assert dark.hidden
    assert not dark.under(Style(colour=colours.WHITE)).hidden
    assert Look().under(Style(colour=colours.WHITE)).hidden


def test_an_unclosed_comment_hides_the_rest() -> None:
    assert styles.without_comments("a/*b*/c/*d") == "ac"

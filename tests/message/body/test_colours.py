import pytest

from unhook.message.body import colours


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#fff", (255, 255, 255, 1.0)),
        ("FFFFFE", (255, 255, 254, 1.0)),
        (" White ", (255, 255, 255, 1.0)),
        ("#00000000", (0, 0, 0, 0.0)),
        ("rgb(1, 2,3)", (1, 2, 3, 1.0)),
        ("rgba(100%, 0%, 0%, 50%)", (255, 0, 0, 0.5)),
        ("rgb(1 2 3 / 0)", (1, 2, 3, 0.0)),
        ("transparent", (0, 0, 0, 0.0)),
        ("inherit", None),
        ("rgb(1,2)", None),
        ("var(--x)", None),
        ("", None),
    ],
)
def test_a_colour_is_read_in_every_spelling(text: str, colour: colours.Colour | None) -> None:
    assert colours.parse(text) == colour


def test_the_first_colour_of_a_shorthand() -> None:
    assert colours.first("url(white.png) #eee no-repeat") == (255, 255, 255, 1.0)
    assert colours.first("#eeeeee no-repeat") == (238, 238, 238, 1.0)
    assert colours.first("no-repeat center") is None


def test_near_colours_cannot_be_told_apart() -> None:
    assert colours.indistinct((254, 254, 250, 1.0), colours.WHITE)
    assert colours.indistinct((255, 0, 0, 0.01), colours.WHITE)
    assert not colours.indistinct((230, 230, 230, 1.0), colours.WHITE)

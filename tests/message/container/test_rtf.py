import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.container.rtf import decompress, read

# MS-OXRTFCP section 4.1.1: the specification's own example.
EXAMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)


def test_the_specifications_example() -> None:
    assert decompress(EXAMPLE, 1000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_output_is_bounded() -> None:
    assert len(decompress(EXAMPLE, 10)) <= 10


@pytest.mark.parametrize("data", [b"", b"short", b"x" * 40])
def test_what_is_not_compressed_rtf(data: bytes) -> None:
    with pytest.raises(ValueError, match="RTF"):
        decompress(data, 100)


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (rb"{\rtf1\ansi hello\par world}", ("hello\nworld", False)),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator x;}text}", ("text", False)),
        (rb"{\rtf1\ansicpg1252 caf\'e9}", ("café", False)),
        (rb"{\rtf1 \u8364? and \u-10179?\u-8704?}", ("€ and 😀", False)),
        (rb"{\rtf1 a\{b\}\\c\~d}", ("a{b}\\c d", False)),
        (rb"{\rtf1\fromhtml1{\*\htmltag64 <b>}bold{\*\htmltag72 </b>}}", ("<b>bold</b>", True)),
        (rb"{\rtf1\fromhtml1\htmlrtf hidden\htmlrtf0 shown}", ("shown", True)),
        (rb"}}}}", ("", False)),
        (rb"{{{{", ("", False)),
    ],
)
def test_read(rtf: bytes, expected: tuple[str, bool]) -> None:
    assert read(rtf) == expected


def test_deep_groups_close_where_they_opened() -> None:
    assert read(b"{\\rtf1 a" + b"{" * 5000 + b"}" * 5000 + b"b}")[0] == "ab"


@given(
    st.lists(
        st.sampled_from(
            [b"{", b"}", b"\\u-1?", b"\\'e9", b"\\*", b"\\htmltag1 ", b"\\uc9", b"x", b"\\", b"\n"]
        )
    )
)
def test_never_fails(parts: list[bytes]) -> None:
    assert isinstance(read(b"".join(parts))[0], str)

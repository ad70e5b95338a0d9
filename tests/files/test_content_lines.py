"""Lines and blocks of calendars and contacts."""

from hypothesis import given
from hypothesis import strategies as st

from unhook.files import content_lines
from unhook.files.content_lines import Block, Line


def test_folded_lines_and_parameters() -> None:
    (line,) = content_lines.lines('ATTENDEE;CN="Ada: Payroll";ROLE=CHAIR:mailto:\r\n a@example.com\r\n')
    assert (line.name, line.value) == ("ATTENDEE", "mailto:a@example.com")
    assert (line.parameter("CN"), line.parameter("ROLE"), line.parameter("X")) == (
        "Ada: Payroll",
        "CHAIR",
        None,
    )


def test_escapes() -> None:
    assert Line("A", "", r"one\, two\nthree\\n").text == "one, two\nthree\\n"


def test_blocks_that_do_not_end_or_never_began() -> None:
    inner = Block("B", (Line("X", "", "1"),), ())
    assert content_lines.read("END:Q\nBEGIN:A\nBEGIN:B\nX:1\nEND:A\nY:2") == Block(
        "", (Line("Y", "", "2"),), (Block("A", (), (inner,)),)
    )


def test_depth_is_bounded() -> None:
    file = content_lines.read("BEGIN:A\n" * 10_000)
    assert sum(1 for _ in file.walk()) <= 25


@given(st.text(st.sampled_from('BEGIN:VD\n;"=\\ ')))
def test_anything_is_read(text: str) -> None:
    assert content_lines.read(text).type == ""

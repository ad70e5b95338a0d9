"""Microsoft's Script Encoder."""

from hypothesis import given
from hypothesis import strategies as st

from unhook.files import script_encoder


def test_what_the_tool_made() -> None:
    assert script_encoder.decode("#@~^DgAAAA==\\ko$K6,JC\x7fV^GJqAQAAA==^#~@") == ['MsgBox "Hello"']


def test_characters_that_are_escaped() -> None:
    assert script_encoder.decode("#@~^BgAAAA==@*@!@$@#@&AAAAAA==^#~@") == ["><@\r\n"]


def test_text_that_is_not_encoded() -> None:
    assert script_encoder.decode("#@~^ MsgBox ^#~@") == []


@given(st.text())
def test_anything_is_decoded(text: str) -> None:
    assert len(script_encoder.decode(f"#@~^AAAAAA=={text}^#~@")) >= 1

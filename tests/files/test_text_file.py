"""Plain text in any encoding."""

import pytest

from unhook.files import text_file

WORDS = "Dear Ann, the invoice is due: 5 €. " * 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert text_file.text(WORDS.encode(encoding), 10_000) == WORDS


def test_no_more_than_the_limit() -> None:
    assert text_file.text(b"x" * 100, 7) == "x" * 7
    assert text_file.text(b"", 7) == ""


def test_settings() -> None:
    assert text_file.settings("[A=b]\r\nURL = x=y\r\nurl=second\r\nnothing\r\n") == {"url": "x=y"}
    assert text_file.settings("full address:s:a:1", ":") == {"full address": "s:a:1"}

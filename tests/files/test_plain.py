"""Plain text in any encoding."""

import pytest

from unhook.files import plain

WORDS = "Dear Ann, the invoice is due: 5 €. " * 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert plain.text(WORDS.encode(encoding), 10_000) == WORDS


def test_no_more_than_the_limit() -> None:
    assert plain.text(b"x" * 100, 7) == "x" * 7
    assert plain.text(b"", 7) == ""


def test_settings() -> None:
    assert plain.settings("[A=b]\r\nURL = x=y\r\nurl=second\r\nnothing\r\n") == {"url": "x=y"}
    assert plain.settings("full address:s:a:1", ":") == {"full address": "s:a:1"}

import pytest

from unhook.links import url
from unhook.pages.addressing import absolute


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ("https://a.example.com/x", "https://a.example.com/x"),
        ("a.example.com/x", "http://a.example.com/x"),
        ("//a.example.com/x", "http://a.example.com/x"),
        ("mailto:ann@example.com", "mailto:ann@example.com"),
    ],
)
def test_an_address_as_a_browser_takes_it(written: str, opened: str) -> None:
    parsed = url.parse(written)
    assert parsed is not None
    assert absolute(parsed) == opened

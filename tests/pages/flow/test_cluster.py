import pytest

from unhook.pages.flow.cluster import key

BOXES = ("jo.doe@corp.example",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://a.test/p#1", "https://a.test/p#2"),
        ("https://a.test/p?e=jo.doe@corp.example", "https://a.test/p?e=ann%40corp.example"),
        ("https://a.test/p?a=1&b=2", "https://a.test/p?b=2&a=1"),
        ("https://a.test/u/jo.doe/in", "https://a.test/u/x%40y.test/in"),
        ("https://A.test/p?t=0123456789abcdef0123", "https://a.test/p?t=fedcba98765432100123"),
        (
            "https://a.test/123e4567-e89b-12d3-a456-426614174000/in",
            "https://a.test/223e4567-e89b-12d3-a456-426614174000/in",
        ),
        ("https://a.test/p?t=Abcdefgh12345678XYZ", "https://a.test/p?t=Zbcdefgh12345678XYA"),
    ],
)
def test_one_page(first: str, second: str) -> None:
    assert key(first, BOXES) == key(second, BOXES)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://a.test/p", "http://a.test/p"),
        ("https://a.test/p", "https://b.test/p"),
        ("https://a.test/p", "https://a.test:8443/p"),
        ("https://a.test/p?page=help", "https://a.test/p?page=login"),
        ("https://a.test/summer-offers-2026-part-1", "https://a.test/summer-offers-2026-part-2"),
        ("https://bit.ly/0123456789abcdef0123", "https://bit.ly/fedcba98765432100123"),
        ("https://a.github.io/0123456789abcdef0123", "https://a.github.io/fedcba98765432100123"),
        ("https://a.test/ls/click?u=0123456789abcdef0123", "https://a.test/ls/click?u=fedcba98765432100123"),
    ],
)
def test_different_pages(first: str, second: str) -> None:
    assert key(first, BOXES) != key(second, BOXES)


def test_tokens_may_stay() -> None:
    first, second = "https://a.test/p?t=0123456789abcdef0123", "https://a.test/p?t=fedcba98765432100123"
    assert key(first, BOXES, tokens=False) != key(second, BOXES, tokens=False)


def test_what_is_no_address_stands_for_itself() -> None:
    assert key("mailto:a@b.test") == "mailto:a@b.test"

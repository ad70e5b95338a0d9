import pytest

from unhook.message.body import linkify


def found(text: str) -> list[str]:
    return [text[slice(*span)] for span, _ in linkify.urls(text, 100)]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see http://example.com/a?b=c.", ["http://example.com/a?b=c"]),
        ("(https://example.com/a_(b))", ["https://example.com/a_(b)"]),
        ("<https://example.com/>", ["https://example.com/"]),
        ("go to www.example.com now", ["www.example.com"]),
        ("example.com/login!", ["example.com/login"]),
        ("HTTPS://EXAMPLE.COM", ["HTTPS://EXAMPLE.COM"]),
        ("http:\\\\example.com\\x", ["http:\\\\example.com\\x"]),
        ("http://192.0.2.1/x and 192.0.2.1/x", ["http://192.0.2.1/x"]),
        ("täst.example.com/ä", ["täst.example.com/ä"]),
        ("a:\nexample.com\nb", ["example.com"]),
        ("Visit: example.com", ["example.com"]),
        ("[example.com]", ["example.com"]),
        ("请访问www.example.com更多", ["www.example.com"]),
        ("请访问https://example.com更多。", ["https://example.com"]),
        ("https://example.com/a。更多", ["https://example.com/a"]),
        ("https://例え.jp/", ["https://例え.jp/"]),
        ("in Makefile.x300.net:106 x", []),
        ("x@example.com", []),
        ("x@example.com/y", []),
        ("example.com is ours", []),
        ("end.Next word", []),
        ("version 1.2.3/4 of e.g. this", []),
        ("see readme.md\nsetup.py\n", []),
        ("src/main.rs/x", []),
        ("no.such-suffix-here/x", []),
        ("http://", []),
        ("", []),
    ],
)
def test_urls_in_text(text: str, urls: list[str]) -> None:
    assert found(text) == urls


def test_a_defanged_scheme_is_understood() -> None:
    ((_, url),) = linkify.urls("hxxps://example.com/x", 1)
    assert url.scheme == "https"


def test_no_more_than_the_limit() -> None:
    assert len(list(linkify.urls("http://example.com/ " * 10, 3))) == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://www.example.com/", "www.example.com"),
        ("www.example.com", "www.example.com"),
        ("example.com", "example.com"),
        (" <example.com/x> ", "example.com"),
        ("Sign in at https://example.com/x", "example.com"),
        ("http://a.example.com or http://b.example.org", None),
        ("Mail us: x@example.com", None),
        ("Sign in", None),
        ("see example.com/x for more", None),
        ("invoice.pdf", None),
        ("", None),
    ],
)
def test_the_url_that_a_text_shows(text: str, shown: str | None) -> None:
    url = linkify.whole(text)
    assert (url.domain.domain if url and url.domain else None) == shown

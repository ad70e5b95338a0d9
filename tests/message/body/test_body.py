import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.limits import DEFAULT, Limits
from unhook.message.body import body as bodies

from .bodies import built, of_html, of_plain

URL = "https://example.com/x"


def test_the_html_is_the_text_unless_it_is_empty() -> None:
    body, _ = built(html="<p>one", plain="two")
    assert body.text == "one"
    assert body.plain is not None
    assert body.plain.raw == "two"
    assert built(html="<img src=x>", plain="two")[0].text == "two"
    assert of_plain("two").html is None
    assert bodies.build(None, None, Limits())[0].text == ""


def test_places_lead_to_the_part_that_gave_the_text() -> None:
    for body, source in ((of_html("<p>a <b>word"), "<p>a <b>word"), (of_plain("a\r\nword"), "a\r\nword")):
        assert body.text_map is not None
        start = body.text.index("word")
        assert source[slice(*body.text_map.raw(start, start + 4))] == "word"


def test_links_of_the_plain_part_that_the_html_has_too_are_left_out() -> None:
    body, _ = built(html=f"<a href={URL}>go</a>", plain=f"{URL} or https://other.example.com/")
    assert [(link.element, link.text_span is None) for link in body.links] == [("a", False), ("plain", True)]
    assert len(body.current_thread.links) == 1


def test_links_of_a_plain_mail() -> None:
    body = of_plain(f"Go to {URL}.")
    (link,) = body.links
    assert link.parser == "plain"
    assert link.display_text == URL
    assert body.current_thread.links == (link,)


def test_addresses_that_links_lead_to() -> None:
    body = of_html(
        "<a href=http://192.0.2.1/>a</a><a href=http://0xc0000201/>b</a><a href=http://[2001:db8::1]/>c</a>"
    )
    assert [ip.ip for ip in body.ips] == ["192.0.2.1", "2001:db8::1"]


def test_limits_are_reported() -> None:
    assert [defect.limit for defect in built(plain="x" * 11, limits=Limits(text_chars=10))[1]] == [
        "text_chars"
    ]
    assert [defect.limit for defect in built(plain=f"{URL}\n" * 4, limits=Limits(links=3))[1]] == ["links"]
    assert built(html=f"<a href={URL}>x</a>" * 4, plain=URL, limits=Limits(links=3))[1][0].limit == "links"


LONG = "https://long.example.com/" + "x" * DEFAULT.url_chars


@pytest.mark.parametrize(
    "parts",
    [
        {"html": f"<a href=' {LONG}'>x</a>"},
        {"html": f"<a href='https://long.example.com/\n{LONG[25:]}'>x</a>"},
        {"html": f"<!--[if mso]><v:roundrect href='{LONG}'>x</v:roundrect><![endif]-->"},
        {"html": f"<p>go to {LONG} now"},
        {"plain": f"go to {LONG} now"},
    ],
    ids=["anchor", "broken", "outlook", "text", "plain"],
)
def test_a_link_too_long_to_read_is_told(parts: dict[str, str]) -> None:
    """What stood behind the limit went unseen, and the mail was called clean."""
    body, defects = built(**parts)  # type: ignore[arg-type]
    assert [defect.limit for defect in defects] == ["url_chars"]
    assert all(link.href_url and len(link.href_url.url) == DEFAULT.url_chars for link in body.links)


@pytest.mark.parametrize("form", ["<a href={}>x</a>", "{}"])
def test_a_link_wrapped_too_often_is_told(form: str) -> None:
    wrapped = "https://href.li/?" * (DEFAULT.rewrite_depth + 1) + "https://example.com/"
    (defect,) = built(html=form.format(wrapped))[1]
    assert defect.limit == "rewrite_depth"
    assert not built(html=form.format(wrapped.removeprefix("https://href.li/?")))[1]


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_parts_make_a_body(html: str, plain: str) -> None:
    body, _ = built(html=html, plain=plain)
    for thread in (body.current_thread, *body.previous_threads):
        assert body.text[slice(*thread.text_span)] == thread.text

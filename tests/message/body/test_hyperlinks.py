import pytest

from unhook.message.body import html
from unhook.message.model import Link


def links(source: str) -> tuple[Link, ...]:
    return html.document(source).links


def link(source: str) -> Link:
    (only,) = links(source)
    return only


def host(of: Link) -> str | None:
    return of.href_url.domain.domain if of.href_url and of.href_url.domain else None


def test_an_anchor() -> None:
    source = "<p>please <a class=b href='https://login.example.com/x?a&amp;b'> sign\n in </a>"
    only = link(source)
    assert host(only) == "login.example.com"
    assert only.href_url is not None
    assert only.href_url.query_params == "a&b"
    assert (only.display_text, only.visible, only.parser, only.element) == ("sign in", True, "hyperlink", "a")
    assert only.span is not None
    assert source[slice(*only.span)] == "https://login.example.com/x?a&amp;b"
    assert (only.display_url, only.mismatched) == (None, False)


@pytest.mark.parametrize(
    ("text", "mismatched"),
    [
        ("https://www.example.org/", True),
        ("example.org", True),
        ("www.example.com", False),
        ("Example", False),
        ("http://192.0.2.7/", True),
    ],
)
def test_mismatch_of_text_and_target(text: str, mismatched: bool) -> None:
    assert link(f"<a href=https://sub.example.com/>{text}</a>").mismatched is mismatched


@pytest.mark.parametrize(
    "href",
    [
        "http://evil.example.com",
        "  http://evil.example.com  ",
        "ht\r\ntp://evil.exa\tmple.com",
        "&#x68;ttp://evil.example.com",
        "http:\\\\evil.example.com",
        "HTTP:/evil.example.com",
        "//evil.example.com",
        "http://user@evil.example.com",
        "evil.example.com/x",
    ],
)
def test_targets_are_read_as_a_browser_reads_them(href: str) -> None:
    assert host(link(f'<a href="{href}">x</a>')) == "evil.example.com"


def test_every_element_that_leads_somewhere() -> None:
    found = links(
        "<meta http-equiv=REFRESH content='0; url=https://meta.example.com/'>"
        "<map><area href=https://area.example.com/></map>"
        "<form action=https://form.example.com/><button formaction=https://button.example.com/>Go</button>"
        "<input type=submit formaction=https://input.example.com/></form>"
        "<svg><a xlink:href=https://svg.example.com/><text>x</text></a></svg>"
        "<!--[if mso]><v:roundrect href='https://vml.example.com/?a&amp;b' x=y>T</v:roundrect><![endif]-->"
    )
    assert [(each.element, host(each)) for each in found] == [
        ("meta", "meta.example.com"),
        ("area", "area.example.com"),
        ("form", "form.example.com"),
        ("button", "button.example.com"),
        ("button", "input.example.com"),
        ("a", "svg.example.com"),
        ("v:roundrect", "vml.example.com"),
    ]


def test_a_button_that_outlook_and_others_show_is_one_link() -> None:
    href = "https://example.com/x"
    source = f"<!--[if mso]><v:rect href='{href}'></v:rect><![endif]--><a href='{href}'>x</a>"
    assert link(source).element == "a"


def test_places_in_the_same_document_and_empty_targets_are_no_links() -> None:
    assert (
        links("<a href='#top'>x</a><a href=''>x</a><a name=x>x</a><a href='javascript:void(0)'>x</a>") == ()
    )


def test_a_target_that_cannot_be_resolved_stays_a_link() -> None:
    assert link("<a href='%unset%'>x</a>").href_url is None


def test_relative_targets_follow_the_base() -> None:
    assert host(link("<base href='https://base.example.com/d/'><a href='../x'>x</a>")) == "base.example.com"


@pytest.mark.parametrize(
    ("inside", "visible"),
    [
        ("<img src=x>", True),
        ("<img src=x width=1 height=1>", False),
        ("<img src=x style='display:none'>", False),
        ("<span hidden>x</span>", False),
        ("", False),
        ("text", True),
    ],
)
def test_what_makes_a_link_visible(inside: str, visible: bool) -> None:
    assert link(f"<a href=https://example.com/>{inside}</a>").visible is visible


def test_an_anchor_with_a_picture_behind_it_is_visible() -> None:
    assert link("<a style='background:url(x.png)' href=https://example.com/></a>").visible


def test_urls_in_the_text_but_not_those_of_anchors() -> None:
    source = "<a href=https://a.example.com/>https://b.example.com/</a> or https://c.example.com/d&amp;e."
    anchor, text = links(source)
    assert (host(anchor), anchor.mismatched) == ("a.example.com", False)
    assert (host(text), text.parser, text.element) == ("c.example.com", "plain", "text")
    assert text.span is not None
    assert source[slice(*text.span)] == "https://c.example.com/d&amp;e"
    assert text.display_text == "https://c.example.com/d&e"

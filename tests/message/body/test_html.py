import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.limits import DEFAULT, Limits
from unhook.message.body import html

TAGS = [
    "p",
    "div",
    "b",
    "a href=x",
    "table",
    "td",
    "tr",
    "span hidden",
    "br",
    "style",
    "i style='display:none'",
    "pre",
]


def shown(source: str) -> str:
    return html.document(source).display_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>one<p>two", "one\n\ntwo"),
        ("<div>one<div>two</div>three</div>", "one\ntwo\nthree"),
        ("one<br>two<br><br>three", "one\ntwo\n\nthree"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<title>no</title><!-- no --><script>no</script><style>no</style>yes", "yes"),
        ("<pre>a\r\n  b</pre>c", "a\n  b\nc"),
        ("<div style='white-space:pre-wrap'>a\n  b</div>", "a\n  b"),
        ("a&nbsp;&nbsp;b &lt;i&gt;", "a b <i>"),
        ("<noscript>shown</noscript>", "shown"),
        ("<template>no</template><iframe>no</iframe>x", "x"),
        ("Pay<div style='display:inline'>Pal</div>", "PayPal"),
        ("a<span style='display:block'>b</span>c", "a\nb\nc"),
        ("<img alt=no>x", "x"),
        ("pay\0p\x01al", "paypal"),
        ("", ""),
    ],
)
def test_text_as_a_person_sees_it(source: str, text: str) -> None:
    assert shown(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "<i hidden>secret</i>seen",
        "<div style='display:none'>sec<b>ret</b></div>seen",
        "<style>.q{display:none}</style><b class=q>secret</b>seen",
        "<style>#q{font-size:0}</style><b id=q>secret</b>seen",
        "<font color=white>secret</font>seen",
        "<body bgcolor=#eeeeee text=#111111><font color=#eeeeee>secret</font>seen",
        "<table><td bgcolor=black><font color=#000>secret</font></td></table>seen",
        "<div style='display:none'><p>secret</div>seen",
        "<div style='font-size:0'>secret<b style='font-size:14px'>seen</b></div>",
        "<table style='display:none'><tr><td>secret</table>seen",
    ],
)
def test_hidden_text_is_told_apart(source: str) -> None:
    document = html.document(source)
    assert document.display_text == "seen"
    assert document.hidden_text == ("secret",)
    assert "secret" in document.inner_text
    assert "seen" in document.inner_text


@pytest.mark.parametrize(
    "source",
    [
        "<p style='display:none'><div>seen</div>",
        "<a style='display:none'>x</a><p>seen",
        "<b hidden><div>x</b>seen</div>",
        "<table background=x.png><tr><td><font color=white>seen</font></table>",
        "<style>.h td{background:#222}</style><table class=h><tr><td><font color=white>seen</font></table>",
        "<table><td style='background:#222'><a style='color:#fff' href=x>seen</a></table>",
        "<style>@media (max-width:600px){.m{display:none}}</style><p class=m>seen",
    ],
)
def test_what_a_browser_shows_is_not_called_hidden(source: str) -> None:
    assert shown(source) == "seen"


def test_preheader_padding_goes_with_the_preheader() -> None:
    document = html.document("<div style='display:none'>Offer&zwnj;&nbsp;&zwnj;&nbsp;</div><p>Hello")
    assert document.display_text == "Hello"
    assert document.hidden_text[0].startswith("Offer")


def test_hidden_padding_alone_is_no_hidden_text() -> None:
    assert html.document("<div style='display:none'>&zwnj;&nbsp;&#847;</div>Hello").hidden_text == ()


def test_zero_width_characters_stay_in_the_inner_text() -> None:
    document = html.document("<p>ac\u200bcount")
    assert document.display_text == "account"
    assert document.inner_text == "ac\u200bcount"


def test_forms_inputs_images_and_scripts() -> None:
    document = html.document(
        "<img src=a><script>x</script><form action=/go><input name=u><input type=PASSWORD></form>"
        "<table><form action=https://example.com/><tr><td><input type=password></table></form><form></form>"
    )
    assert document.forms == (("/go", True), ("https://example.com/", True), ("", False))
    assert document.inputs == ("text", "password", "password")
    assert (document.image_count, document.scripts) == (1, 1)


def test_limits_are_reported() -> None:
    many = "<a href=https://example.com/>x</a>" * 5
    assert {defect.limit for defect in html.read(many, Limits(links=3)).defects} == {"links"}
    assert {defect.limit for defect in html.read("<p>a<p>b<p>c", Limits(text_chars=2)).defects} == {
        "text_chars"
    }
    assert {defect.limit for defect in html.read("<p>abc", Limits(html_bytes=3)).defects} == {"html_bytes"}
    assert html.read(many, DEFAULT).defects == ()


def test_deep_nesting_ends() -> None:
    assert shown("<div>" * 20_000 + "x") == "x"
    assert shown("<" * 20_000).count("<") == 20_000


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*(f"<{tag}>" for tag in TAGS), "</p>", "</b>", "</div>", "</table>", "x", " ", "&amp;"]
        )
    )
)
def test_any_mixture_of_tags_is_read(pieces: list[str]) -> None:
    source = "".join(pieces)
    reading = html.read(source)
    text = reading.html.display_text
    assert text == text.strip("\n")
    assert all(0 <= start <= len(text) and 0 <= place <= len(source) for start, place in reading.runs)
    assert all(source[low:high].strip() for low, high in reading.html.hidden_spans)
    for link in reading.html.links:
        assert link.text_span is not None
        assert text[slice(*link.text_span)] == (link.display_text or "")


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/=\"' abdivstyle:;{}&#x!-"), max_size=200))
def test_any_text_is_read(source: str) -> None:
    html.document(source)

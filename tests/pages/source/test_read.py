from dataclasses import replace

from unhook.limits import PAGES
from unhook.pages.source.read import read

from .reading import read_page


def test_fields_belong_to_their_forms_and_stand_in_their_places() -> None:
    source = "<form action=/a><input name=u></form><form action=/b><input type=password name=p></form>"
    here = read_page(source)
    assert [(field.name, field.form) for field in here.fields] == [("u", 0), ("p", 1)]
    span = here.fields[1].evidence.span
    assert span is not None
    assert source[slice(*span)] == "<input type=password name=p>"


def test_a_table_tears_a_form_apart_and_its_fields_stay() -> None:
    here = read_page("<table><form action=/a><tr><td><input type=password></td></tr></form></table>")
    assert here.fields[0].form == 0


def test_a_field_behind_a_closed_form_is_not_its() -> None:
    assert read_page("<form action=/a></form><p></p><input type=password>").fields[0].form is None


def test_a_field_may_name_its_form() -> None:
    assert read_page("<input form=f type=password><form id=f action=/a></form>").fields[0].form == 0


def test_the_button_says_where_to() -> None:
    here = read_page("<form action=/a><input name=u><button formaction=/b>Go</button></form>")
    assert here.forms[0].action == "/b"


def test_words_beside_a_field() -> None:
    here = read_page("<label for=p>Password</label><input id=p placeholder=secret type=password>")
    assert here.fields[0].said == "Password secret"


def test_a_style_that_dots_what_is_typed() -> None:
    here = read_page("<style>.x{-webkit-text-security:disc}</style><input class=x name=n>")
    assert [field.kind for field in here.fields] == ["dressed"] or here.fields[-1].kind == "dressed"
    assert read_page("<style>.x{-webkit-text-security:none}</style><input name=n>").fields[0].kind == "other"


def test_where_a_page_leads() -> None:
    here = read_page(
        "<meta http-equiv=refresh content='0;url=/next'><iframe "
        "src=f.html></iframe><iframe srcdoc='<p>in</p>'></iframe>"
        "<script src=a.js></script><link rel='shortcut icon' href=i.ico><a href='https://b.test/'>b</a>"
    )
    assert [(how, target) for how, target, _ in here.leads] == [
        ("refresh", "/next"),
        ("frame", "f.html"),
        ("script", "a.js"),
        ("icon", "i.ico"),
        ("link", "https://b.test/"),
    ]
    assert here.framed == ("<p>in</p>",)
    assert here.absolute("f.html") == "https://page.test/a/f.html"
    assert here.absolute("mailto:a@b.test") is None


def test_scripts_and_handlers_but_no_data_blocks() -> None:
    here = read_page(
        "<script>one()</script><script type=application/json>"
        "{}</script><a onclick='two()' href='javascript:three()'>x</a>"
    )
    assert sorted(here.inline) == ["one()", "three()", "two()"]
    assert here.handlers == {"onclick"}


def test_an_address_in_what_is_named_an_address_bar() -> None:
    here = read_page("<div class=url-bar>https://b.test/x</div><div class=note>https://c.test/</div>")
    assert [bar.text for bar in here.bars] == ["https://b.test/x"]


def test_limits_are_told() -> None:
    here = read("page", "<input>" * 10, None, replace(PAGES, elements=3))
    assert here.cut
    assert len(here.fields) == 3


def test_places_that_were_put_together_have_no_span() -> None:
    here = read_page("<p>ab</p>")
    assert here.evidence("ab").span == (3, 5)
    assert here.evidence("xy").span is None

import pytest

from unhook.files.web import page


def test_where_a_page_leads_and_how() -> None:
    read = page.read(
        "<title> Sign in </title><form action='https://landing.test/post'></form>"
        "<a href='https://example.com/help'>help</a><iframe src='//frame.test'></iframe>"
        "<meta http-equiv=refresh content='3; URL=\"https://next.test/\"'>"
        "<svg><a xlink:href='https://svg.test'><text>x</text></a></svg><meta http-equiv=refresh content=30>",
        100,
    )
    assert read.title == "Sign in"
    assert {(each.how, each.url) for each in read.references} == {
        ("form", "https://landing.test/post"),
        ("link", "https://example.com/help"),
        ("frame", "//frame.test"),
        ("redirect", "https://next.test/"),
        ("link", "https://svg.test"),
    }


@pytest.mark.parametrize(
    "field",
    [
        "<input type=password>",
        "<input type=text name=user_passwd>",
        "<input id=senha>",
        "<style>.p{-webkit-text-security: disc}</style><input class=p>",
    ],
)
def test_a_password_field_also_in_disguise(field: str) -> None:
    assert page.read(field, 100).password


def test_an_ordinary_form_takes_no_password() -> None:
    assert not page.read("<form><input name=email><input type=submit></form>", 100).password


def test_scripts_of_all_kinds() -> None:
    read = page.read(
        "<script language=VBScript>one</script><a href='javascript:two()' onclick='three()'>x</a>", 100
    )
    assert [each.source for each in read.scripts] == ["one", "two()", "three()"]
    assert read.scripts[0].language == "VBScript"


def test_references_are_bounded() -> None:
    assert len(page.read("<a href='https://example.com'>" * 50, 10).references) == 10

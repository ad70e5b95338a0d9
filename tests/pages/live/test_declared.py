import pytest

from unhook.pages.live import declared


@pytest.mark.parametrize(
    ("fields", "kind", "name"),
    [
        ({}, "text/html", None),
        ({"content-type": "application/pdf; x=1"}, "application/pdf", None),
        ({"content-disposition": 'attachment; filename="a.exe"'}, "text/html", "a.exe"),
        ({"content-disposition": "attachment"}, "text/html", "download"),
        ({"content-disposition": 'inline; filename="a.html"'}, "text/html", None),
    ],
)
def test_what_an_answer_says_that_it_is(fields: dict[str, str], kind: str, name: str | None) -> None:
    said = declared.of(fields)
    assert said.get_content_type() == kind
    assert declared.file_name(said) == name

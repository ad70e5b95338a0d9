import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.mime.parameters import parse


@pytest.mark.parametrize(
    ("raw", "token", "expected"),
    [
        (b" text/html; charset=UTF-8", "text/html", {"charset": "UTF-8"}),
        (b"TEXT/Plain", "text/plain", {}),
        (b"text/plain (a comment); charset=x", "text/plain", {"charset": "x"}),
        (b'attachment; filename="a;b \\"c\\".pdf"', "attachment", {"filename": 'a;b "c".pdf'}),
        (b"attachment; filename=my file.pdf", "attachment", {"filename": "my file.pdf"}),
        (b'attachment; filename="never closed.pdf', "attachment", {"filename": "never closed.pdf"}),
        (b'x/y; name="C:\\dir\\a.doc"', "x/y", {"name": "C:\\dir\\a.doc"}),
        (b"text/plain charset=utf-8", "text/plain", {"charset": "utf-8"}),
        (b'multipart/mixed;\r\n\tboundary="=_a b"', "multipart/mixed", {"boundary": "=_a b"}),
        (b'x/y; name="=?utf-8?q?=C3=A9.zip?="', "x/y", {"name": "é.zip"}),
        (b"x/y; name==?utf-8?q?a;b.zip?=", "x/y", {"name": "a;b.zip"}),
        ('x/y; name="é.zip"'.encode(), "x/y", {"name": "é.zip"}),
        (b"", "", {}),
        (b"; charset=x", "", {"charset": "x"}),
    ],
)
def test_parse(raw: bytes, token: str, expected: dict[str, str]) -> None:
    content = parse(raw)
    assert content.token == token
    assert content.parameters == expected


@pytest.mark.parametrize(
    "raw",
    [
        b"attachment; filename*=utf-8'en'na%C3%AFve.exe",
        b"attachment; filename*0*=utf-8''na%C3; filename*1*=%AFve; filename*2=.exe",
        b'attachment; filename*2=".exe"; filename*0*=iso-8859-1\'\'na%EF; filename*1="ve"',
        b"attachment; filename=other.txt; filename*=utf-8''na%C3%AFve.exe",
    ],
)
def test_rfc_2231(raw: bytes) -> None:
    assert parse(raw).parameters["filename"] == "naïve.exe"


def test_a_name_given_twice_is_noted_and_the_first_wins() -> None:
    content = parse(b"x/y; name=a.txt; name=b.exe")
    assert content.parameters == {"name": "a.txt"}
    assert content.repeated == ("name",)


@given(
    st.lists(
        st.sampled_from(
            [b";", b" ", b"=", b'"', b"\\", b"*0*", b"''", b"%4", b"=?u?q?x?=", b"a", b"\n", b"\xff"]
        )
    )
)
def test_never_fails(parts: list[bytes]) -> None:
    content = parse(b"".join(parts))
    assert all(isinstance(value, str) for value in content.parameters.values())

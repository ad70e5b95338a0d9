import base64

import pytest

from unhook.files.model import Found
from unhook.files.scanner import Sample
from unhook.files.web import conduct

RECIPIENT = "rita.recipient@example.com"


def found(source: str, *recipients: str) -> Found:
    return conduct.of_scripts([source], Sample(b"", "html", recipients=recipients))[1]


def names(found: Found) -> set[str]:
    return {sign.name for sign in found.signs}


def test_a_script_that_unpacks_a_page() -> None:
    packed = base64.b64encode(b"<html><form><input type=password></form></html>").decode()
    told = found(f"document.write(atob('{packed}'))")
    assert names(told) == {"html-smuggling"}
    assert told.children[0].data.startswith(b"<html>")
    assert told.children[0].how == "decoded script"


def test_data_that_nobody_unpacks_is_no_smuggling() -> None:
    packed = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 40).decode()
    assert names(found(f"icon = '{packed}'")) == set()


def test_a_script_that_moves_on() -> None:
    told = found("window.location.href = 'https://landing.test/a'")
    assert names(told) == {"html-redirect"}
    assert [each.url for each in told.references] == ["https://landing.test/a"]


@pytest.mark.parametrize(
    "text",
    [
        RECIPIENT,
        base64.b64encode(RECIPIENT.encode()).decode(),
        RECIPIENT.encode().hex(),
        f"https://landing.test/#{RECIPIENT}",
    ],
)
def test_the_recipients_address_in_a_literal(text: str) -> None:
    assert "recipient-inside" in names(found(f"who = '{text}'", RECIPIENT))
    assert "recipient-inside" not in names(found(f"who = '{text}'", "someone.else@example.com"))


def test_what_sends() -> None:
    assert conduct.sends(conduct.of_scripts(["fetch('/x')"], Sample(b"", "js"))[0])
    assert not conduct.sends(conduct.of_scripts(["alert('x')"], Sample(b"", "js"))[0])

import pytest

from actions.judged import verdict
from unhook import app
from unhook.actions import results
from unhook.context import Context

OURS = "mx.corp.example"


@pytest.mark.parametrize(
    ("name", "value", "is_forged"),
    [
        ("X-Unhook-Verdict", " clean", True),
        ("x-UNHOOK-anything ", " 1", True),
        ("X-Unhooked", " 1", False),
        ("Authentication-Results", " mx.corp.example; dmarc=pass", True),
        ("authentication-results", " (note) MX.Corp.Example 1; dmarc=pass", True),
        ("Authentication-Results", ' "mx.corp.example"; dmarc=pass', True),
        ("Authentication-Results", "\n\tmx.corp.example;\n\tdmarc=pass", True),
        ("Authentication-Results", " mx.other.example; dmarc=pass", False),
        ("Authentication-Results", " mx.corp.example.evil.test; dmarc=pass", False),
        ("Authentication-Results", " dkim.corp.example; dmarc=pass", False),
        ("Authentication-Results", " dkim.corp.example; x-unhook=clean", True),
        ("Authentication-Results", "", False),
        ("Subject", " mx.corp.example; dmarc=pass", False),
    ],
)
def test_what_poses_as_ours_is_forged(name: str, value: str, is_forged: bool) -> None:
    assert results.forged(name, value, OURS, frozenset({"dkim.corp.example"})) is is_forged


def test_a_name_in_which_others_of_ours_write_stays() -> None:
    assert not results.forged("Authentication-Results", f" {OURS}; dkim=pass", OURS, frozenset({OURS}))


def test_rule_ids_are_cut_to_safe_characters_and_counted() -> None:
    odd = {f"a\r\nBcc: x{number}": 1.0 for number in range(30)}
    found = results.rules(verdict("malicious", -2.5, **odd))
    assert len(found) == 10
    assert found[0] == "a__Bcc__x0"


def test_what_speaks_for_the_mail_is_no_reason() -> None:
    assert results.rules(verdict(lure=2.0, honest=-1.0)) == ("lure",)


def test_the_result_field_is_read_as_such() -> None:
    first = results.fields(verdict(lure=2.0), OURS, "observe")[0]
    message = app.parse(
        f"{first.name}: {first.value}; spf=pass smtp.mailfrom=a.example\nFrom: a@a.example\n\nx\n".encode(),
        Context(trusted_authserv_ids=frozenset({OURS})),
    )
    assert message.headers.auth_summary.server == OURS
    assert message.headers.auth_summary.spf.pass_ is True

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links.mailbox_forms import MailboxForms


def forms(text: str) -> MailboxForms:
    found = MailboxForms.of(text)
    assert found is not None
    return found


def test_parts_are_lower_case() -> None:
    found = forms(" Jo.Smith@Corp.example ")
    assert (found.whole, found.local_part, found.domain) == (
        "jo.smith@corp.example",
        "jo.smith",
        "corp.example",
    )


@pytest.mark.parametrize("text", ["", "nobody", "@corp.example", "jo@"])
def test_what_is_no_address(text: str) -> None:
    assert MailboxForms.of(text) is None


@given(st.binary(max_size=12), st.binary(max_size=12))
def test_base64_at_any_offset_is_never_ruled_out(before: bytes, after: bytes) -> None:
    token = base64.b64encode(before + b"jo.smith@corp.example" + after).decode()
    assert forms("jo.smith@corp.example").may_stand_in("", token)


def test_most_texts_are_ruled_out() -> None:
    assert not forms("jo.smith@corp.example").may_stand_in("utm_source=news&id=123", "utm/source=news&id=123")


def test_no_piece_is_so_short_that_it_stands_everywhere() -> None:
    found = forms("jo@pot")
    assert min(map(len, found.base64)) >= 3

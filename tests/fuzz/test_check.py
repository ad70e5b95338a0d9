"""The whole way on random messages and on bombs: always a verdict, and never a clean one on half a look."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unhook

from .mails import messages, mutated
from .test_bombs import HEAD, nested, parts


@settings(settings.get_profile("fuzz"))
@given(st.one_of(messages(), mutated(), st.binary(max_size=2000)))
def test_any_bytes_get_a_verdict(raw: bytes) -> None:
    checked = unhook.check(raw)
    size = len(checked.message.raw)
    limits = {each.limit for each in checked.message.defects if each.limit}
    assert limits <= set(checked.verdict.incomplete)
    assert not (checked.verdict.incomplete and checked.verdict.level == "clean")
    for finding in checked.findings.hits:
        for each in finding.evidence:
            assert each.raw is None or 0 <= each.raw[0] <= each.raw[1] <= size, finding.rule


@pytest.mark.parametrize(
    ("bomb", "limit"),
    [
        (nested(10_000), "mime_depth"),
        (parts(1_000_000), "mime_parts"),
        (HEAD + b"X-Pad: yyyy\n" * 850_000 + b"\nbody\n", "header_fields"),
        (HEAD + b"X-Pad: " + b"y" * 10_000_000 + b"\n\nbody\n", "field_bytes"),
    ],
    ids=["depth", "parts", "fields", "field"],
)
def test_a_bomb_is_incomplete_by_name(bomb: bytes, limit: str) -> None:
    verdict = unhook.check(bomb).verdict
    assert verdict.level == "incomplete"
    assert limit in verdict.incomplete

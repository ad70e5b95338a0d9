import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links.confusables import skeleton


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("аррӏе", "apple"),
        ("раураl", "paypal"),
        ("ΡayΡal", "PayPal"),
        ("Ｐａｙｐａｌ", "Paypal"),
        ("𝐏𝐚𝐲𝐩𝐚𝐥 𝟐𝟒", "Paypal 24"),
        ("pass\u200bword", "password"),
        ("pa\u0301ypàl", "paypal"),
        ("ⓛogin ﬁle", "login file"),
        ("Straße", "Strasse"),
        ("don’t", "don't"),
        ("日本", "日本"),
        ("0O1lI rn", "0O1lI rn"),
    ],
)
def test_look_alikes_are_folded_to_what_they_imitate(text: str, plain: str) -> None:
    assert skeleton(text) == plain


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_is_its_own_skeleton(text: str) -> None:
    assert skeleton(text) == text


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)

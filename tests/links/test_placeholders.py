import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.links.placeholders import placeholders


@pytest.mark.parametrize(
    "marker",
    [
        "{{email}}",
        "[[-Email-]]",
        "*|FNAME|*",
        "%%emailaddress%%",
        "##domain##",
        "${name}",
        "%EMAIL%",
        "$email$",
        "#EMAIL#",
        "[EMAIL]",
        "[-Domain-]",
        "{email}",
        "{$user_name}",
        "[[URL]]",
    ],
)
def test_markers_are_found_where_they_stand(marker: str) -> None:
    (hit,) = placeholders(f"Dear {marker}, hello")
    assert (hit.text, hit.span) == (marker, (5, 5 + len(marker)))


@pytest.mark.parametrize(
    "text",
    [
        "50% off, 20% more",
        "$5 and $10",
        "#news and #deals",
        "[1] see [note]",
        "a[i] = {x}",
        "color: {red}",
        "100%",
        "[EXTERNAL]",
        "issue #12 #13",
        "C:\\%windir%\\x",
    ],
)
def test_ordinary_text_has_none(text: str) -> None:
    assert placeholders(text) == ()


@given(st.text(alphabet="{}[]%#$*|-email ", max_size=300))
def test_any_text_is_survived(text: str) -> None:
    assert len(placeholders(text)) <= 20

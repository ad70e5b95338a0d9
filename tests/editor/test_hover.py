"""What is told of a name under the cursor."""

import pytest

from unhook.editor.hover import told
from unhook.rules.defaults import library


def hover(source: str) -> str | None:
    """At the bar in the source."""
    offset = source.index("|")
    found = told(source.replace("|", ""), offset, library(), {"short": ("a", "b")})
    return found and found[1]


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("strings.ico|ntains(subject.subject, 'a')", "needle: string, string...) -> bool"),
        ("strings.icontains(subject.sub|ject, 'a')", "`subject`: string"),
        ("se|nder.display_name == 'x'", "Who wrote it"),
        ("any(body.links, .href_url.do|main.tld == 'x')", "`domain`: Domain"),
        ("a|ny(body.links, .visible)", "(array, condition) -> bool"),
        ("x in $sh|ort", "2 entries"),
        ("x in $lo|ng", "not supplied"),
        ("profile.by_se|nder().solicited", "Needs the fact `profile`"),
    ],
)
def test_a_name_is_told(source: str, part: str) -> None:
    assert part in (hover(source) or "")


@pytest.mark.parametrize(
    "source", ["type.inbound a|nd x", "'te|xt' == sender.display_name", "nothing.l|ike()"]
)
def test_other_words_are_not(source: str) -> None:
    assert hover(source) is None

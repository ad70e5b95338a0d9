"""What stands before an unfinished word."""

import pytest

from unhook.editor.scopes import at
from unhook.rules.defaults import library


def place(source: str) -> tuple[str, str, str | None, bool]:
    """At the bar in the source."""
    offset = source.index("|")
    found = at(source.replace("|", ""), offset, library())
    return found.word, found.path, None if found.base is None else str(found.base), found.inside_text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("|", ("", "", None, False)),
        ("type.inbound and bo|", ("bo", "", None, False)),
        ("body.|", ("", "body.", "Body", False)),
        ("body.links[0].href_url.do|main", ("do", "body.links[0].href_url.", "Url", False)),
        ("not strings.ico|", ("ico", "strings.", "unknown", False)),
        ("any(body.links, .|", ("", ".", "Link", False)),
        ("any(body.links, .href_url.|) and x", ("", ".href_url.", "Url", False)),
        ("any(recipients.to, any(body.links, ..em|", ("em", "..", "Mailbox", False)),
        ("any(filter(body.links, .visible), not .vis|", ("vis", ".", "Link", False)),
        ("any(map(body.links, .href_url), .domain.|", ("", ".domain.", "Domain", False)),
        ("network.whois(sender.email.domain).|", ("", "network.whois(sender.email.domain).", "Whois", False)),
        ("(type.|", ("", "type.", "MessageType", False)),
        (".|", ("", ".", "any", False)),
        ("x in $free|", ("$free", "", None, False)),
        ("x in $|", ("$", "", None, False)),
        ('x == "body.|"', ("", "", None, True)),
        ("a // body.|", ("", "", None, True)),
    ],
)
def test_place(source: str, expected: object) -> None:
    assert place(source) == expected

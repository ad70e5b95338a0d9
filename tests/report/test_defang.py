import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.report.defang import defang, harmless, visible, visible_lines


@pytest.mark.parametrize(
    ("live", "dull"),
    [
        ("http://evil.example/a.php?x=1", "hxxp://evil[.]example/a.php?x=1"),
        ("HTTPS://EVIL.EXAMPLE", "HXXPS://EVIL[.]EXAMPLE"),
        ("see https://user@evil.example:8443/#me@corp.example now",
         "see hxxps://user[@]evil[.]example:8443/#me[@]corp.example now"),
        ("ftp://files.example/x", "fxp://files[.]example/x"),
        ("http:\\\\evil.example\\x", "hxxp:\\\\evil[.]example\\x"),
        ("www.evil.example", "www[.]evil[.]example"),
        ("mail.corp.example and a@b.example", "mail[.]corp[.]example and a[@]b[.]example"),
        ("192.0.2.7", "192[.]0[.]2[.]7"),
        ("http://192.0.2.7/", "hxxp://192[.]0[.]2[.]7/"),
        ("bücher.example", "bücher[.]example"),
        ("a.xn--p1ai", "a[.]xn--p1ai"),
        ("Wait. Then 3.14 or 1.000,00. End.", "Wait. Then 3.14 or 1.000,00. End."),
    ],
)  # fmt: skip
def test_what_a_program_would_link_is_broken(live: str, dull: str) -> None:
    assert defang(live) == dull


@given(st.text())
def test_no_live_scheme_survives(text: str) -> None:
    assert not re.search(r"https?://", defang(text), re.IGNORECASE)


@given(st.from_regex(r"https?://[a-z]{1,9}\.example/[a-z]{0,5}", fullmatch=True))
def test_a_defanged_address_has_no_live_host(url: str) -> None:
    assert ".example" not in defang(url).replace("[.]example", "")


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b]0;title\x07", "<U+001B>[31mred<U+001B>]0;title<U+0007>"),
        ("invoice\u202efdp.exe", "invoice<U+202E>fdp.exe"),
        ("pay\u200bpal", "pay<U+200B>pal"),
        ("a\r\n\tb  c", "a b c"),
        ("\x9b2J", "<U+009B>2J"),
        ("tag\U000e0041", "tag<U+E0041>"),
        ("half \ud800", "half <U+D800>"),
        ("نامه‌ها 👨‍👩‍👧", "نامه‌ها 👨‍👩‍👧"),
    ],
)
def test_what_would_control_a_screen_is_spelt_out(hostile: str, shown: str) -> None:
    assert visible(hostile) == shown


def test_lines_stay_where_lines_are_wanted() -> None:
    assert visible_lines("a\r\nb\rc\td\x1b") == "a\nb\nc\td<U+001B>"


@given(st.text(st.characters(), max_size=200))
def test_nothing_harmless_controls_a_terminal(text: str) -> None:
    shown = harmless(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    shown.encode("utf-8")

"""Canonical text."""

import pytest

from unhook.mql.parser import parse
from unhook.mql.printer import flat


@pytest.mark.parametrize(
    ("source", "canonical"),
    [
        ("a.b  ==  'x'", 'a.b == "x"'),
        ("((a) and ((b)))", "a and b"),
        ("(a or b) and c", "(a or b) and c"),
        ("a or (b and c)", "a or b and c"),
        ("a and (b and c)", "a and (b and c)"),
        ("not (a and b)", "not (a and b)"),
        ("not (a == b)", "not a == b"),
        ("(a + b) * c - (d - e)", "(a + b) * c - (d - e)"),
        ("x in ('a',)", 'x in ("a")'),
        ("x not  in~ ('a', 'b',)", 'x not in~ ("a", "b")'),
        ("f(a, b=1,)", "f(a, b=1)"),
        ("any(a, .b > ..c and . == ...)", "any(a, .b > ..c and . == ...)"),
        (r"f('\d+')", r"f('\d+')"),
        (r'f("\\d")', r"f('\d')"),
        (r"f('it''s \d')", r"f('it''s \d')"),
        (r'f("a\n\\")', r'f("a\n\\")'),
        ('f("\\u{00}\\u{200b}")', 'f("\\u{00}\\u{200b}")'),
        ("2 of (a, b,)", "2 of (a, b)"),
        ("1 < f(x) <= 3", "1 < f(x) <= 3"),
        ("a[0][b:c][:]", "a[0][b:c][:]"),
        ("a is  not null", "a is not null"),
        ("-1 - -2", "-1 - -2"),
        ("0.50", "0.5"),
    ],
)
def test_flat(source: str, canonical: str) -> None:
    assert flat(parse(source).tree) == canonical

"""Sources laid out for people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unhook import mql
from unhook.mql.layout import WIDTH, laid_out
from unhook.mql.parser import parse
from unhook.mql.printer import flat
from unhook.mql.syntax import Node
from unhook.mql.tokens import tokenize

from .strategies import trees


def test_a_condition_a_line_and_brackets_broken_from_the_outside_in() -> None:
    source = (
        'type.inbound and (strings.icontains(subject.subject, "a long needle that fills the line", "another'
        ' one", "third") or subject.is_reply) and any(body.links, .href_url.domain.tld == "zip" and not'
        " .href_url.domain.root_domain in $tranco_1m and .mismatched) and subject.is_forward"
    )
    assert (
        laid_out(source)
        == """type.inbound
and (
  strings.icontains(subject.subject, "a long needle that fills the line", "another one", "third")
  or subject.is_reply
)
and any(body.links,
  .href_url.domain.tld == "zip"
  and not .href_url.domain.root_domain in $tranco_1m
  and .mismatched
)
and subject.is_forward"""
    )


def test_what_a_call_is_about_stands_beside_its_name() -> None:
    needles = [f"'{letter * 40}'" for letter in "abc"]
    source = f"strings.icontains(subject.subject, {', '.join(needles)})"
    assert laid_out(source).splitlines() == [
        "strings.icontains(subject.subject,",
        f"  {needles[0]},",
        f"  {needles[1]},",
        f"  {needles[2]}",
        ")",
    ]
    assert laid_out(f"f({', '.join(needles)})").splitlines()[0] == "f("


def test_comments_stay_where_they_were() -> None:
    source = """// who it claims to be

// in two paragraphs
type.inbound and ( // first
    any(body.links, // of these
        .mismatched // trailing
        // dangling
    )
    or
    // about the reply
    subject.is_reply
) // last but one
  and x in ("a", // one
  "b")
// the end
"""
    assert (
        laid_out(source)
        == """// who it claims to be

// in two paragraphs
type.inbound
and ( // first
  any(body.links, // of these
    .mismatched // trailing
    // dangling
  )
  // about the reply
  or subject.is_reply
) // last but one
and x in (
  "a", // one
  "b"
)
// the end"""
    )


def test_spellings_and_parentheses_are_the_authors() -> None:
    source = "((a)) or ('x' == \"\\u{0430}\" and 0.50 > -1)"
    assert laid_out(source) == "((a))\nor ('x' == \"\\u{0430}\" and 0.50 > -1)"


def test_one_blank_line_parts_paragraphs() -> None:
    assert laid_out("a\n\n\n\n  and b and c") == "a\n\nand b\nand c"


def test_what_binds_tighter_stands_deeper_where_nobody_wrote_parentheses() -> None:
    short = laid_out("a or b and c")
    assert short == "a\nor b and c"
    long = laid_out("a or " + " and ".join(f'f(field_{place}) == "value"' for place in range(9)))
    assert long.splitlines()[:3] == ["a", 'or f(field_0) == "value"', '  and f(field_1) == "value"']


@pytest.mark.parametrize(
    "source",
    [
        "a.b[0:-2].c['k'].d[:]",
        "any(a, . in ('x') and .in == 3 and . is not null)",
        "any(a, any(.b, ..c == . and ...d > 1 - -1))",
        "1 of (a, not b)",
        "f(., .[0], (.), ..)",
        "1 < f(x, named=[1, 2]) <= 3 * 2",
        "x not in~ $list and ($a)[0] == null",
    ],
)
def test_spaces_between_words(source: str) -> None:
    tight = "".join(f"{word.text} " for word in tokenize(source).words if word.text)
    assert laid_out(source).replace("\nand ", " and ") == source
    assert laid_out(tight.replace(". in ==", ".in ==")).replace("\nand ", " and ") == source


def test_a_text_of_several_lines_is_left_alone() -> None:
    assert laid_out("f('a\n   b',   'c')") == "f(\n  'a\n   b',\n  'c'\n)"


def test_a_source_that_cannot_be_read_is_not_laid_out() -> None:
    with pytest.raises(mql.DiagnosticError):
        laid_out("a and (b")


def test_lines_are_no_longer_than_their_longest_word_needs() -> None:
    source = " and ".join(f'strings.icontains(field_{n}, "needle {n}", "{"y" * 60}")' for n in range(3))
    assert max(map(len, laid_out(source).splitlines())) <= WIDTH


_SPACE = st.sampled_from(
    [" ", " ", " ", "\n", "\n\n  ", " // why\n", "\n  // about it\n", "\n\n// apart\n\n"]
)


@settings(max_examples=200, deadline=None)
@given(trees(), st.data())
def test_any_source_keeps_its_tree_and_its_comments(tree: Node, data: st.DataObject) -> None:
    words = [word.text for word in tokenize(flat(tree)).words]
    # Where the words touch, a space could part a field from its dot.
    parts = [flat(tree)] if any(set(word) == {"."} for word in words) else words
    source = "".join(part + data.draw(_SPACE) for part in parts)
    parsed = parse(source)
    text = laid_out(source)
    again = parse(text)
    assert again.tree == parsed.tree
    assert [each.text for each in again.comments] == [each.text for each in parsed.comments]
    assert laid_out(text) == text

from dataclasses import replace

from unhook.limits import DEFAULT, Limits
from unhook.message.body import tree
from unhook.message.body.walk import Walk, hidden_runs


def walked(source: str, limits: Limits = DEFAULT) -> Walk:
    walk = Walk(limits)
    walk.over(tree.build(source, limits)[0])
    return walk


def test_anchors_know_their_place_in_the_text() -> None:
    (anchor,) = walked("one <a href=x>two <b>three</b></a> four").anchors
    assert (anchor.element, anchor.href, anchor.shown) == ("a", "x", True)
    assert "one two three four"[anchor.start : anchor.end] == " two three"


def test_a_field_or_button_inside_makes_an_anchor_visible() -> None:
    assert walked("<a href=x><input type=submit></a>").anchors[0].shown
    assert (
        not walked("<a href=x><input type=submit style='display:none'></a><p hidden><a href=x><input></a>")
        .anchors[1]
        .shown
    )


def test_marks_of_mail_programs() -> None:
    walk = walked(
        "new<div class='x_gmail_quote gmail_quote_container'>a</div><div id=divRplyFwdMsg>b</div>"
        "<blockquote type=CITE>c</blockquote><blockquote>d</blockquote><div class=gmail_quoted_not>e</div>"
        "<span class=moz-cite-prefix>f</span>"
    )
    text = str(walk.flow)
    assert [(mark.name, text[mark.start : mark.end].strip()) for mark in walk.marks] == [
        ("gmail_quote", "a"),
        ("divrplyfwdmsg", "b"),
        ("cite", "c"),
        ("moz-cite-prefix", "f"),
    ]


def test_marks_are_bounded() -> None:
    assert len(walked("<blockquote type=cite>x</blockquote>" * 5, replace(DEFAULT, links=2)).marks) == 2


def test_only_conditional_comments_with_targets_are_kept() -> None:
    walk = walked("<!-- href --><!--[if mso]>x<![endif]--><!--[if mso]><a href=x><![endif]-->")
    assert walk.conditional == ["[if mso]><a href=x><![endif]"]


def test_hidden_pieces_join_over_blanks_only() -> None:
    pieces = [
        (0, " "),
        (1, "a"),
        (2, " "),
        (3, "b"),
        (4, "\n"),
        (9, "c"),
        (10, "\u200b"),
        (20, " "),
        (30, "\u200c"),
    ]
    assert hidden_runs(pieces) == [("a b", (1, 4)), ("c\u200b", (9, 11))]

from hypothesis import given
from hypothesis import strategies as st

from unhook.message.header.address_tokens import tokens


def read(source: bytes) -> tuple[list[tuple[str, bytes]], list[str]]:
    flaws: list[str] = []
    found = [(token.kind, source[token.start : token.end]) for token in tokens(source, flaws.append)]
    return found, flaws


def test_every_kind_of_token() -> None:
    source = b'=?utf-8?q?A,B?= x "c, \\" d" (e (f)) <g@h>, i:;'
    assert read(source) == (
        [
            ("word", b"=?utf-8?q?A,B?="),
            ("text", b"x"),
            ("quoted", b'"c, \\" d"'),
            ("comment", b"(e (f))"),
            ("angle", b"g@h"),
            (",", b","),
            ("text", b"i"),
            (":", b":"),
            (";", b";"),
        ],
        [],
    )


def test_an_opener_that_never_closes_is_skipped() -> None:
    assert read(b'"a <b@c>') == ([("text", b"a"), ("angle", b"b@c")], ["unbalanced-quote"])
    assert read(b"((a <b@c>") == ([("text", b"a"), ("angle", b"b@c")], ["unbalanced-comment"])


def test_quoted_brackets_inside_angle_brackets_do_not_close_them() -> None:
    assert read(b'<"a>b"@c>')[0] == [("angle", b'"a>b"@c')]


def test_doubled_brackets_are_one_pair() -> None:
    assert read(b"<<a@b>>") == ([("angle", b"a@b")], [])


def test_an_unclosed_bracket_ends_at_the_next_comma_or_bracket() -> None:
    assert read(b"<a@b, c@d")[0] == [("angle", b"a@b"), (",", b","), ("text", b"c@d")]
    assert read(b"<a@b <c@d>")[0] == [("angle", b"a@b "), ("angle", b"c@d")]


@given(st.binary(max_size=200) | st.text(alphabet='ab@<>()",;:\\=? .', max_size=80).map(str.encode))
def test_tokens_are_in_order_and_do_not_overlap(source: bytes) -> None:
    position = 0
    for token in tokens(source, lambda _: None):
        assert position <= token.start <= token.end <= len(source)
        position = token.end

import io

import pytest

from unhook.message.container.mbox import is_mbox, split

FROM = b"From alice@example.com Mon Mar  2 10:00:00 2026\n"


def parts(raw: bytes, most: int = 1000) -> list[bytes]:
    return list(split(io.BytesIO(raw), most))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (FROM, True),
        (b"From - Mon Mar 02 10:00:00 2026\n", True),
        (b"From MAILER-DAEMON Mon Mar  2 10:00 2026\n", True),
        (b"From the desk of Bob\n", False),
        (b"From: alice@example.com\n", False),
        (b"", False),
    ],
)
def test_is_mbox(head: bytes, expected: bool) -> None:
    assert is_mbox(head) is expected


def test_messages_come_without_separators_and_quoting() -> None:
    raw = FROM + b"A: 1\n\nfirst\n>From here\n>>From there\n\n" + FROM + b"A: 2\n\nsecond\n"
    assert parts(raw) == [b"A: 1\n\nfirst\nFrom here\n>From there\n", b"A: 2\n\nsecond\n"]


def test_crlf() -> None:
    raw = (FROM + b"A: 1\n\nfirst\n\n" + FROM + b"A: 2\n\nsecond\n").replace(b"\n", b"\r\n")
    assert parts(raw) == [b"A: 1\r\n\r\nfirst\r\n", b"A: 2\r\n\r\nsecond\r\n"]


def test_a_body_line_is_no_separator() -> None:
    raw = FROM + b"A: 1\n\nwords\nFrom now at 10:00 on\n\nFrom the start of 2026\n"
    assert len(parts(raw)) == 1


def test_a_huge_message_is_cut_where_the_reader_sees_it() -> None:
    raw = FROM + b"A: 1\n\n" + b"x" * 5000 + b"\n\n" + FROM + b"A: 2\n\nnext\n"
    first, second = parts(raw, most=100)
    assert len(first) == 101
    assert second == b"A: 2\n\nnext\n"


def test_a_separator_inside_one_endless_line_is_text() -> None:
    raw = FROM + b"A: 1\n\n" + b"y" * 65_535 + b"From x Mon Mar 2 10:00:00 2026\n"
    assert len(parts(raw, most=200_000)) == 1

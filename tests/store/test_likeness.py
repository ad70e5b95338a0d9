from unhook.store import likeness
from unhook.store.likeness import Likeness

MAIL = b"From: Jo <Jo@example.com>\r\nMessage-ID: <1@example.com>\r\nSubject: x\r\n\r\nHello\r\nyou\r\n"


def test_what_servers_write_above_and_line_ends_make_no_difference() -> None:
    above = b"Received: from a.example\r\n\tby b.example\r\nX-Unhook-Verdict: clean\r\n"
    mine = likeness.of(MAIL)
    assert (mine.message_id, mine.sender) == ("1@example.com", "jo@example.com")
    assert mine.fits(likeness.of(above + MAIL))
    assert mine.fits(likeness.of(MAIL.replace(b"\r\n", b"\n") + b"\n"))


def test_another_text_or_sender_under_the_same_message_id_is_another_mail() -> None:
    mine = likeness.of(MAIL)
    assert not mine.fits(likeness.of(MAIL.replace(b"Hello", b"Hullo")))
    assert not mine.fits(likeness.of(MAIL.replace(b"Jo@", b"Joe@")))


def test_what_is_not_known_is_not_compared_but_something_has_to_be() -> None:
    mine = likeness.of(MAIL)
    assert Likeness("1@example.com", "jo@example.com").fits(mine)
    assert Likeness(None, None, mine.body).fits(mine)
    assert not Likeness(None, "jo@example.com").fits(mine)
    assert not likeness.of(b"\r\n").fits(Likeness(None, None))

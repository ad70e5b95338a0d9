from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from unhook.actions import performed
from unhook.actions.model import Banner, HeaderField, Plan
from unhook.actions.perform import Change, Edits, Field, edits

ADD = (
    HeaderField("Authentication-Results", "mx.example; x-unhook=clean"),
    HeaderField("X-Unhook-Verdict", "clean"),
)
PLAN = Plan("clean", add=ADD, authserv_id="mx.example")
ABOVE = b"Authentication-Results: mx.example; x-unhook=clean\r\nX-Unhook-Verdict: clean\r\n"
MAIL = b"From: a@a.example\r\nSubject: Hello\r\n\tthere\r\n\r\nText \xff\r\n.\r\n"
TAGGED = replace(PLAN, subject_tag="[Phishing]")


def test_an_observed_mail_stays_but_for_the_added_fields() -> None:
    assert performed(MAIL, PLAN) == ABOVE + MAIL


def test_line_ends_are_those_of_the_mail() -> None:
    assert performed(b"From: a\n\nx", PLAN).startswith(
        b"Authentication-Results: mx.example; x-unhook=clean\nX-"
    )


def test_forged_fields_are_taken_off_wherever_they_stand() -> None:
    forged = (
        b"X-Unhook-Verdict: clean\r\nFrom: a@a.example\r\nx-unhook-SCORE: 0\r\n folded\r\n"
        b"Authentication-Results: MX.example;\r\n dmarc=pass\r\n"
        b"Authentication-Results: other.example; spf=pass\r\n"
        b"X-Unhook-Verdict: clean\r\n\r\nX-Unhook-Verdict: stays\r\n"
    )
    assert performed(forged, PLAN) == (
        ABOVE + b"From: a@a.example\r\nAuthentication-Results: other.example; spf=pass\r\n\r\n"
        b"X-Unhook-Verdict: stays\r\n"
    )


def test_numbers_of_fields_are_right_when_their_turn_comes() -> None:
    header = [
        Field(b"X-Unhook-A", b" 1"),
        Field(b"Subject", b" s"),
        Field(b"x-unhook-a", b" 2"),
        Field(b"X-Unhook-B", b" 3"),
    ]
    assert edits(b"", header, PLAN) == Edits(
        (Change(b"X-Unhook-B", 1, None), Change(b"x-unhook-a", 2, None), Change(b"X-Unhook-A", 1, None)),
        None,
        ADD,
    )


def test_a_subject_gets_its_tag_once_and_keeps_its_folding() -> None:
    once = performed(MAIL, TAGGED)
    assert b"\r\nSubject: [Phishing] Hello\r\n\tthere\r\n" in once
    assert performed(once, TAGGED) == once


def test_an_encoded_subject_stays_encoded() -> None:
    mail = b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nx"
    assert b"Subject: [Phishing] =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n" in performed(mail, TAGGED)


def test_a_tag_beyond_ascii_is_encoded_and_found_again() -> None:
    plan = replace(PLAN, subject_tag="[Verdächtig]")
    once = performed(MAIL, plan)
    assert b"Subject: =?utf-8?" in once
    assert performed(once, plan) == once


def test_a_mail_without_a_subject_gets_one() -> None:
    once = performed(b"From: a\r\n\r\nx", TAGGED)
    assert b"\r\nSubject: [Phishing]\r\n" in once
    assert performed(once, TAGGED) == once


_NAMES = st.sampled_from(
    [b"From", b"Subject", b"X-Unhook-Verdict", b"x-unhook-score", b"Authentication-Results"]
)
_VALUES = st.sampled_from(
    [b" a", b" mx.example; dmarc=pass", b" b\r\n\tc", b"", b" [Phishing] d", b" \xc3\xa4"]
)


@given(st.lists(st.tuples(_NAMES, _VALUES)), st.binary(max_size=200))
def test_doing_it_again_changes_nothing(header: list[tuple[bytes, bytes]], body: bytes) -> None:
    banner = Banner("Vorsicht, Schurken.", "Beware.", "de")
    plan = replace(TAGGED, banner=banner)
    raw = b"".join(name + b":" + value + b"\r\n" for name, value in header) + b"\r\n" + body
    once = performed(raw, plan)
    assert performed(once, plan) == once
    assert once.startswith(ABOVE)

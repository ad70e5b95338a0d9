import struct

from mailflow.milter import mta
from unhook.actions.model import HeaderField, Plan
from unhook.actions.perform import Change, Edits
from unhook.mailflow.milter import answers

EDITS = Edits(
    (Change(b"X-Unhook-Verdict", 2, None), Change(b"Subject", 1, b" [Phishing] Hi")),
    b"new body\r\n",
    (
        HeaderField("Authentication-Results", "mx; x-unhook=malicious"),
        HeaderField("X-Unhook-Verdict", "malicious"),
    ),
)


def number(value: int) -> bytes:
    return struct.pack("!I", value)


def test_edits_come_before_the_answer_and_fields_from_the_last_to_the_first() -> None:
    assert mta.packets(answers.of_plan(Plan("malicious"), EDITS, spaced=True)) == [
        (b"m", number(2) + b"X-Unhook-Verdict\0\0"),
        (b"m", number(1) + b"Subject\0 [Phishing] Hi\0"),
        (b"i", number(0) + b"X-Unhook-Verdict\0 malicious\0"),
        (b"i", number(0) + b"Authentication-Results\0 mx; x-unhook=malicious\0"),
        (b"b", b"new body\r\n"),
        (b"c", b""),
    ]


def test_a_server_that_adds_the_blank_itself_gets_none() -> None:
    found = mta.packets(answers.of_plan(Plan("malicious"), EDITS, spaced=False))
    assert found[1] == (b"m", number(1) + b"Subject\0[Phishing] Hi\0")
    assert found[2] == (b"i", number(0) + b"X-Unhook-Verdict\0malicious\0")


def test_quarantine_is_asked_for_with_a_reason_of_ours() -> None:
    plan = Plan("malicious", disposition="quarantine", rules=("lure", "b", "c", "d"))
    assert mta.packets(answers.of_plan(plan, Edits(), spaced=True)) == [
        (b"q", b"Unhook: malicious (lure, b, c)\0"),
        (b"c", b""),
    ]


def test_what_only_we_keep_is_forgotten_by_the_server() -> None:
    plan = Plan("malicious", disposition="withhold")
    assert mta.packets(answers.of_plan(plan, EDITS, spaced=True)) == [(b"d", b"")]


def test_a_refusal_edits_nothing() -> None:
    plan = Plan("malicious", disposition="reject", reply="No.")
    assert mta.packets(answers.of_plan(plan, EDITS, spaced=True)) == [(b"y", b"550 5.7.1 No.\0")]


def test_come_again_is_a_temporary_failure() -> None:
    ((command, data),) = mta.packets(answers.come_again(answers.BUSY))
    assert command == b"y"
    assert data.startswith(b"451 4.7.1 ")

import pytest

from unhook import message as messages
from unhook.mql.library import header
from unhook.mql.run import Run

RECEIVED = (
    "Received: from out.example.com (out.example.com [192.0.2.1]) by mx.corp.example;\r\n"
    " Mon, 2 Mar 2026 09:00:00 +0000\r\n"
)


def run(head: str) -> Run:
    return Run(messages.parse(f"{head}From: a@mail.example.com\r\nSubject: x\r\n\r\ny\r\n".encode()))


def judged(results: str, more: str = "") -> Run:
    return run(f"{more}Authentication-Results: mx.corp.example; {results}\r\n{RECEIVED}")


def test_fields_by_name_in_any_case() -> None:
    listed = run("LIST-ID: <a.b>\r\n")
    assert header.has.body(listed, "x-none", "List-Id")
    assert not header.has.body(listed, "list-post")
    assert header.value.body(listed, "list-id") == "<a.b>"
    assert header.value.body(listed, "list-post") is None


def test_of_several_the_topmost_counts() -> None:
    assert header.value.body(run("X-A: 1\r\nX-A: 2\r\n"), "x-a") == "1"


@pytest.mark.parametrize(
    ("results", "proved"),
    [
        ("dmarc=pass header.from=mail.example.com", True),
        ("dmarc=fail header.from=mail.example.com; dkim=pass header.d=example.com", False),
        ("dkim=pass header.d=example.com", True),
        ("dkim=pass header.d=example.org", False),
        ("dkim=fail header.d=example.com", False),
        ("dkim=none", False),
    ],
)
def test_what_proves_the_sender(results: str, proved: bool) -> None:
    assert header.proves_sender.body(judged(results)) is proved


def test_an_aligned_envelope_proves_when_spf_passed() -> None:
    passed = judged("spf=pass smtp.mailfrom=b.example.com", "Return-Path: <x@b.example.com>\r\n")
    assert header.proves_sender.body(passed)
    stranger = judged("spf=pass smtp.mailfrom=example.org", "Return-Path: <x@example.org>\r\n")
    assert not header.proves_sender.body(stranger)


def test_nobody_trusted_proves_nothing() -> None:
    assert not header.proves_sender.body(run(f"{RECEIVED}Authentication-Results: x.test; dmarc=pass\r\n"))


@pytest.mark.parametrize(
    ("head", "to_list"),
    [
        ("To: talk@lists.example\r\nList-Post: <mailto:Talk@lists.example>\r\n", True),
        ("Cc: Talk <talk@lists.example>\r\nList-Id: All talk <talk.lists.example>\r\n", True),
        ("To: jo@corp.example\r\nList-Post: <mailto:talk@lists.example>\r\n", False),
        ("To: jo@corp.example\r\nList-Id: <news.shop.example>\r\n", False),
        ("To: talk@lists.example\r\n", False),
        ("List-Post: NO\r\n", False),
    ],
)
def test_list_mail_is_addressed_to_the_list(head: str, to_list: bool) -> None:
    assert header.addressed_to_list.body(run(head)) is to_list


def test_a_delivery_report_has_its_part_for_machines_and_wants_no_answer() -> None:
    report = (
        "{back}From: MAILER-DAEMON@example.com\r\nSubject: x\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\n\r\nCould not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b--\r\n"
    )

    def reports(back: str) -> bool:
        return bool(header.is_delivery_report.body(Run(messages.parse(report.format(back=back).encode()))))

    assert reports("Return-Path: <>\r\n")
    assert reports("")
    assert not reports("Return-Path: <a@evil.test>\r\n")
    assert not header.is_delivery_report.body(run("Return-Path: <>\r\n"))

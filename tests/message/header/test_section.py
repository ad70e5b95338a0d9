from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.context import Context
from unhook.limits import Limits
from unhook.message.header.section import build

from .sections import codes, raw_fields, section

MAIL = """\
Return-Path: <bounce@mailer.example.net>
Delivered-To: ann@example.org
Received: from out.example.net (out.example.net [198.51.100.7])
\tby mx.example.org (Postfix) with ESMTPS id 4A
\tfor <ann@example.org>; Mon, 21 Oct 2019 11:23:39 -0700
Received: from [10.1.1.1] (port=25 helo=laptop.example.com) by out.example.net with esmtpa (Exim 4.96)
Date: Mon, 21 Oct 2019 14:23:24 -0400
From: =?utf-8?q?J=C3=B6rg?= <joerg@example.com>
Reply-To: "Other" <other@else.example>, second@else.example
To: Ann <ann@example.org>, Bob <bob@example.org>
Cc: cyd@example.org
Subject: Re: lunch
Message-ID: <1@example.com>
In-Reply-To: <0@example.org>
References: <-1@example.org>
 <0@example.org>
X-Mailer: Mutt 2.2
X-Originating-IP: [192.0.2.33]
X-Sender: joerg@example.com
X-Authenticated-Sender: login@example.net

"""


def test_the_section_of_an_ordinary_mail() -> None:
    found = section(MAIL)
    headers = found.headers
    assert (found.sender.display_name, found.sender.email.email) == ("Jörg", "joerg@example.com")
    assert [box.email.email for box in found.recipients.to] == ["ann@example.org", "bob@example.org"]
    assert [box.email.email for box in found.recipients.cc] == ["cyd@example.org"]
    assert (found.subject.base, found.subject.is_reply) == ("lunch", True)
    assert headers.date == datetime(2019, 10, 21, 18, 23, 24, tzinfo=UTC)
    assert headers.date_original_offset == "-4"
    assert headers.message_id == "<1@example.com>"
    assert headers.in_reply_to == "<0@example.org>"
    assert headers.references == ("<-1@example.org>", "<0@example.org>")
    assert [box.email.email for box in headers.reply_to] == ["other@else.example", "second@else.example"]
    assert headers.mailer == "Mutt 2.2"
    assert headers.return_path is not None
    assert headers.return_path.email == "bounce@mailer.example.net"
    assert headers.delivered_to is not None
    assert headers.delivered_to.email == "ann@example.org"
    assert headers.x_originating_ip is not None
    assert headers.x_originating_ip.ip == "192.0.2.33"
    assert headers.x_sender is not None
    assert headers.x_sender.email == "joerg@example.com"
    assert headers.x_authenticated_sender is not None
    assert headers.x_authenticated_sender.email == "login@example.net"
    assert found.defects == ()


def test_domains_and_addresses_are_those_of_the_way_oldest_first() -> None:
    headers = section(MAIL).headers
    assert [name.domain for name in headers.domains] == [
        "laptop.example.com",
        "out.example.net",
        "mx.example.org",
        "example.org",
    ]
    assert [ip.ip for ip in headers.ips] == ["10.1.1.1", "198.51.100.7"]


def test_fields_keep_their_places() -> None:
    raw = MAIL.encode()
    for field in section(MAIL).headers.fields:
        assert raw[slice(*field.span)].startswith(field.name.encode() + b":")
    sender = section(MAIL).sender
    assert sender.span is not None
    assert raw[slice(*sender.span)] == b"=?utf-8?q?J=C3=B6rg?= <joerg@example.com>"


def test_the_topmost_of_a_repeated_field_counts() -> None:
    found = section("From: a@example.com\nFrom: b@example.com\nSubject: one\nSubject: two\n\n")
    assert (found.sender.email.email, found.subject.subject) == ("a@example.com", "one")
    assert codes(found).count("duplicate-field") == 2


def test_repeated_recipient_fields_are_joined() -> None:
    found = section("From: a@example.com\nTo: b@example.com\nTo: c@example.com\n\n")
    assert [box.email.email for box in found.recipients.to] == ["b@example.com", "c@example.com"]


def test_of_several_authors_the_first_is_the_sender() -> None:
    found = section("From: A <a@example.com>, B <b@example.com>\n\n")
    assert found.sender.email.email == "a@example.com"
    assert "several-authors" in codes(found)


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("From: Bank\nSender: a@example.com\n\n", "Bank", "a@example.com"),
        ("Sender: Ann <a@example.com>\n\n", "Ann", "a@example.com"),
        ("From: <>\nReturn-Path: <b@example.com>\n\n", None, "b@example.com"),
        ("From: Bank\n\n", "Bank", ""),
        ("Subject: x\n\n", None, ""),
    ],
)
def test_who_stands_in_for_a_missing_author(text: str, name: str | None, address: str) -> None:
    found = section(text)
    assert (found.sender.display_name, found.sender.email.email) == (name, address)
    assert "missing-author-address" in codes(found)


def test_a_reply_to_without_an_address_is_kept_as_an_empty_one() -> None:
    """Rules look for answers that can reach nobody."""
    (box,) = section('From: a@example.com\nReply-To: "Somebody"\n\n').headers.reply_to
    assert (box.display_name, box.email.email) == ("Somebody", "")
    assert section("From: a@example.com\nReply-To:\n\n").headers.reply_to == ()


def test_the_null_return_path_is_null() -> None:
    assert section("Return-Path: <>\nFrom: a@example.com\n\n").headers.return_path is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Auto-Submitted: auto-replied", True),
        ("Auto-Submitted: auto-replied (vacation)", True),
        ("Auto-Submitted: auto-generated", False),
        ("Auto-Submitted: no", False),
        ("X-Autoreply: yes", True),
        ("Precedence: auto_reply", True),
        ("Precedence: bulk", False),
    ],
)
def test_automatic_replies_by_their_fields(line: str, expected: bool) -> None:
    assert section(f"From: a@example.com\nSubject: away\n{line}\n\n").subject.is_auto_reply is expected


def test_an_unreadable_date_is_noted() -> None:
    found = section("From: a@example.com\nDate: soon\n\n")
    assert found.headers.date is None
    assert "unreadable-date" in codes(found)


def test_references_without_brackets_are_words() -> None:
    assert section("From: a@example.com\nReferences: a@b c@d\n\n").headers.references == ("a@b", "c@d")


def test_recipients_are_limited_over_all_fields() -> None:
    text = "From: a@example.com\n" + "To: b@example.com, c@example.com\n" * 20 + "\n"
    found = build(raw_fields(text), Context(limits=Limits(addresses=10)))
    assert len(found.recipients.to) == 10
    assert "addresses" in [defect.limit for defect in found.defects]


def test_names_are_compared_without_case_and_kept_as_written() -> None:
    found = section("FROM: a@example.com\nsUBJECT: x\n\n")
    assert (found.sender.email.email, found.subject.subject) == ("a@example.com", "x")
    assert [field.name for field in found.headers.fields] == ["FROM", "sUBJECT"]


_NAME = st.sampled_from(
    (
        "From", "Sender", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date", "References", "Return-Path",
        "Received", "X-Received", "Received-SPF", "Authentication-Results", "ARC-Authentication-Results",
        "ARC-Seal", "DKIM-Signature", "Delivered-To", "X-Originating-IP", "X-Other",
    )
)  # fmt: skip
_VALUE = st.text(max_size=60) | st.text(alphabet='from by@<>();=pass" .,:[]1', max_size=60)


@given(st.lists(st.tuples(_NAME, _VALUE), max_size=12))
def test_any_fields_make_a_section(written: list[tuple[str, str]]) -> None:
    text = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in written)
    fields = raw_fields(text.encode("utf-8", "surrogatepass") + b"\n")
    found = build(fields, Context())
    assert sum(len(hop.fields) for hop in found.headers.hops) == len(fields)
    assert [field.position for hop in found.headers.hops for field in hop.fields] == list(range(len(fields)))

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.header.received import Trace, parse

STAMP = "; Mon, 21 Oct 2019 11:23:39 -0700 (PDT)"


def facts(trace: Trace) -> tuple[str | None, str | None, str | None, str | None]:
    return (
        trace.helo,
        trace.reverse,
        trace.ip.ip if trace.ip else None,
        trace.by.domain if trace.by else None,
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (  # Postfix
            "from helo.example (rdns.example.com [198.51.100.7]) by mx.example.org (Postfix) with ESMTPS",
            ("helo.example", "rdns.example.com", "198.51.100.7", "mx.example.org"),
        ),
        (  # Postfix, nothing found
            "from helo.example (unknown [198.51.100.7]) by mx.example.org (Postfix) with ESMTP id 4ABC",
            ("helo.example", None, "198.51.100.7", "mx.example.org"),
        ),
        (  # sendmail
            "from helo.example (rdns.example.com [IPv6:2001:db8::7]) by mx.example.org (8.18.1/8.18.1)",
            ("helo.example", "rdns.example.com", "2001:db8::7", "mx.example.org"),
        ),
        (  # Exim
            "from rdns.example.com ([198.51.100.7] helo=helo.example) by mx.example.org with esmtps (Exim)",
            ("helo.example", "rdns.example.com", "198.51.100.7", "mx.example.org"),
        ),
        (  # Exim, no name
            "from [198.51.100.7] (port=4567 helo=helo.example) by mx.example.org with esmtpa (Exim 4.96)",
            ("helo.example", None, "198.51.100.7", "mx.example.org"),
        ),
        (  # qmail
            "from unknown (HELO helo.example) (198.51.100.7) by mx.example.org with SMTP",
            ("helo.example", None, "198.51.100.7", "mx.example.org"),
        ),
        (  # Yahoo
            "from 198.51.100.7 (EHLO helo.example) by mx.example.org with SMTPs",
            ("helo.example", None, "198.51.100.7", "mx.example.org"),
        ),
        (  # Exchange
            "from A1.prod.example.com (2001:db8:1::7) by B2.prod.example.com (2001:db8:1::8) with Microsoft"
            " SMTP Server (version=TLS1_2, cipher=X) id 15.20.1.2 via Frontend Transport",
            ("A1.prod.example.com", None, "2001:db8:1::7", "b2.prod.example.com"),
        ),
        (  # Outlook
            "from A1.example.com ([fe80::1]) by A1.example.com ([fe80::1%5]) with mapi id 15.20",
            ("A1.example.com", None, "fe80::1", "a1.example.com"),
        ),
        (  # Gmail
            "from mail-x.example.com (mail-x.example.com. [198.51.100.7]) by mx.example.org with SMTPS id h",
            ("mail-x.example.com", "mail-x.example.com", "198.51.100.7", "mx.example.org"),
        ),
        ("by 2001:db8:a92:: with SMTP id a85mr261", (None, None, None, None)),
        ("(qmail 60788 invoked from network)", (None, None, None, None)),
        ("by mx.example.org (Postfix, from userid 500) id D703", (None, None, None, "mx.example.org")),
    ],
)
def test_dialects(value: str, expected: tuple[str | None, ...]) -> None:
    trace = parse(value + STAMP)
    assert facts(trace) == expected
    assert trace.received.time == datetime(2019, 10, 21, 18, 23, 39, tzinfo=UTC)


def test_a_name_that_may_be_forged_is_not_the_clients() -> None:
    trace = parse(
        "from helo.example (mx.example.org [198.51.100.7] (may be forged)) by mx.example.org" + STAMP
    )
    assert trace.reverse is None
    assert [name.domain for name in trace.names][1] == "mx.example.org"


def test_the_other_clauses() -> None:
    found = parse(
        "from a.example (a.example. [198.51.100.7]) by mx.example.org with ESMTPS id h17.14"
        " for <ann@example.org> (Google Transport Security)" + STAMP
    ).received
    assert (found.protocol, found.id) == ("ESMTPS", "h17.14")
    assert found.mailbox is not None
    assert found.mailbox.email == "ann@example.org"


def test_the_server_is_its_name_and_the_source_the_whole_clause() -> None:
    found = parse(
        "from a.example (b.example [198.51.100.7]) by mx.example.org (Postfix) with ESMTP" + STAMP
    ).received
    assert found.source is not None
    assert found.server is not None
    assert found.source.raw == "a.example (b.example [198.51.100.7])"
    assert found.server.raw == "mx.example.org"
    assert found.protocol == "ESMTP"


def test_names_and_addresses_of_all_clauses() -> None:
    trace = parse(
        "from a.example.com (b.example.com [198.51.100.7]) by mx.example.org (192.0.2.1) for <x@example.net>"
    )
    assert [name.domain for name in trace.names] == [
        "a.example.com",
        "b.example.com",
        "mx.example.org",
        "example.net",
    ]
    assert [ip.ip for ip in trace.addresses] == ["198.51.100.7", "192.0.2.1"]


def test_keywords_inside_comments_do_not_count() -> None:
    trace = parse("from a.example.com (by evil.test for nobody [198.51.100.7]) by mx.example.org" + STAMP)
    assert trace.by is not None
    assert trace.by.domain == "mx.example.org"
    assert trace.received.mailbox is None


@pytest.mark.parametrize(
    "value", ["(" * 60_000, "from " * 12_000, ";" * 60_000, "1." * 30_000, "a " * 30_000, ")" * 60_000]
)
def test_floods_are_read_to_the_end(value: str) -> None:
    assert parse(value).received.raw == value


@given(st.text(max_size=120) | st.text(alphabet="from by(with)id;for [1.:]", max_size=120))
def test_any_text_gives_a_trace(value: str) -> None:
    assert parse(value).received.raw == value

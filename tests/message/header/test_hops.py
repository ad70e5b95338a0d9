import pytest

from unhook.context import Context
from unhook.limits import Limits
from unhook.message.header.section import build

from .sections import raw_fields, section

MAIL = """\
Delivered-To: ann@example.org
Received: by 2001:db8:1:: with SMTP id a1; Mon, 21 Oct 2019 11:23:39 -0700
X-Received: by 2001:db8:2:: with SMTP id a2; Mon, 21 Oct 2019 11:23:39 -0700
ARC-Seal: i=1; a=rsa-sha256; t=1; cv=none; d=example.org; s=arc
ARC-Message-Signature: i=1; a=rsa-sha256; d=example.org; s=arc; h=to:from
ARC-Authentication-Results: i=1; mx.example.org; spf=pass smtp.mailfrom=example.com
Return-Path: <bob@example.com>
Received: from out.example.com (out.example.com. [198.51.100.7]) by mx.example.org with SMTPS id h17;
 Mon, 21 Oct 2019 11:23:38 -0700
Received-SPF: pass (example.org: domain of bob@example.com designates 198.51.100.7 as permitted sender)
Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=example.com
DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=sel; h=from:to
X-Received: by 2001:db8:3:: with SMTP id a3; Mon, 21 Oct 2019 11:23:37 -0700
MIME-Version: 1.0
From: Bob <bob@example.com>
Subject: hello

"""


def test_hops_run_from_the_author_upwards() -> None:
    hops = section(MAIL).headers.hops
    assert [[field.name for field in hop.fields] for hop in hops] == [
        [
            "Subject",
            "From",
            "MIME-Version",
            "X-Received",
            "DKIM-Signature",
            "Authentication-Results",
            "Received-SPF",
        ],
        ["Received", "Return-Path", "ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal"],
        ["X-Received"],
        ["Received", "Delivered-To"],
    ]
    assert [hop.index for hop in hops] == [0, 1, 2, 3]


def test_positions_count_from_the_bottom() -> None:
    headers = section(MAIL).headers
    assert [field.position for hop in headers.hops for field in hop.fields] == list(range(15))
    assert headers.fields[-1].name == "Subject"
    assert headers.fields[-1].position == 0


def test_each_hop_has_what_its_fields_say() -> None:
    author, receiver, *_ = section(MAIL).headers.hops
    assert author.received is not None
    assert author.received.id == "a3"
    assert author.received_spf is not None
    assert author.received_spf.verdict == "pass"
    assert author.authentication_results is not None
    assert (author.authentication_results.type, author.authentication_results.spf) == ("standard", "pass")
    assert author.signature is not None
    assert (author.signature.domain, author.signature.type) == ("example.com", "dkim")
    assert receiver.authentication_results is not None
    assert (receiver.authentication_results.type, receiver.authentication_results.instance) == ("arc", 1)
    assert receiver.authentication_results.arc is not None
    assert receiver.authentication_results.arc.verdict == "none"
    assert receiver.signature is not None
    assert receiver.signature.type == "arc"


def test_several_fields_of_one_server_are_one_result() -> None:
    (hop,) = section(
        "Authentication-Results: mx.example.org; dmarc=fail header.from=a.example\n"
        "Authentication-Results: mx.example.org; dkim=pass header.d=a.example; dmarc=pass\n"
        "Authentication-Results: other.example; spf=pass\n"
        "Received: from a.example ([198.51.100.7]) by mx.example.org; Mon, 21 Oct 2019 11:23:38 -0700\n"
        "From: a@a.example\n\n"
    ).headers.hops
    results = hop.authentication_results
    assert results is not None
    assert (results.dmarc, results.dkim, results.spf) == ("fail", "pass", None)


def test_without_trace_fields_there_is_one_hop() -> None:
    (hop,) = section("From: a@example.com\nTo: b@example.com\n\n").headers.hops
    assert hop.received is None
    assert [field.name for field in hop.fields] == ["To", "From"]


def test_no_fields_no_hops() -> None:
    assert section("").headers.hops == ()


def test_too_many_hops_reach_the_limit() -> None:
    found = build(
        raw_fields(
            "Received: by a.example; Mon, 21 Oct 2019 11:23:38 -0700\n" * 20 + "From: a@example.com\n\n"
        ),
        Context(limits=Limits(hops=5)),
    )
    assert len(found.headers.hops) == 5
    assert "hops" in [defect.limit for defect in found.defects]


@pytest.mark.parametrize("line", ["Received-SPF: pass", "Authentication-Results: mx.example.org; spf=pass"])
def test_too_many_results_reach_the_limit(line: str) -> None:
    found = build(raw_fields(f"{line}\n" * 20 + "From: a@example.com\n\n"), Context(limits=Limits(hops=5)))
    assert [defect.limit for defect in found.defects if defect.limit] == ["hops"]

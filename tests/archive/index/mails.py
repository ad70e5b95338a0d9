"""Mails with what columns might get wrong: odd letters, nothing at all, too much, wildcards."""

from pathlib import Path

from message.mails import attached, mail, multipart, part

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.eml"))

ODD = (
    mail("İstanbul faturası: ΟΔΟΣ, \u212aelvin, Stra\u1e9ee, \u017ftop. 100% _sure_ back\\slash\n"),
    mail("a\nb\nINVOICE\nmail\n", extra="Reply-To: =?utf-8?q?=C4=B0lkay?= <i@free.example>\n"),
    b"Subject: \xc4\xb0NVO\xc4\xb0CE mail\n\n",
    b"Subject: =?utf-8?q?=00nul_mail?=\n\nx\0y\n",
    b"Subject: =?utf-16-be?b?2AA=?= half\n\n+2AA- \n",
    b"From: <@>\n\nno sender, no subject\n",
    b"From: \"A' OR 1=1 --\" <a'b@ex'ample.test>\nTo: x@corp.example, y@corp.example\nSubject: it''s\n\n'\n",
    b"Subject: a%b_c\\d\nX-Mailer: M_\nReferences: <1@a.test> <2@a.test>\n\n%\n",
    b"Date: Mon, 01 Jan 0001 00:00:00 +1400\nSubject: early\n\n",
    b"ARC-Authentication-Results: i=99999999999999999999; mx.example; spf=pass\nSubject: many\n\n",
    mail("x" * 99_990 + " mail at the border mail"),
    multipart(
        "mixed",
        part(
            "text/html",
            '<a href="https://EVIL.test/Verify?q=1">CONFIRM İ</a> <a href="https://a.example/">unsub</a>'
            '<a href="http://192.0.2.1:8080/x">mail</a>',
        ),
        attached("İnvoice.PDF", b"%PDF-1.4 x"),
        attached("a.zip", b"PK\x03\x04"),
        extra="Authentication-Results: corp.example; spf=pass smtp.mailfrom=example.com; dkim=fail\n"
        "Received: from mx.example ([192.0.2.7]) by corp.example; Mon, 2 Mar 2026 10:00:00 +0100\n",
    ),
    mail(extra="In-Reply-To: <x@y.test>\nX-Mailer: Mail\u0130 2\n"),
)

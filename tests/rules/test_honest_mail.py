"""Honest mail of the kinds that look most like phishing: the whole pack must let it pass."""

import pytest

from unhook import message as messages
from unhook.rules import pack
from unhook.verdict.decide import decide


def mail(
    sender: str, subject: str, *links: tuple[str, str], text: str = "", head: str = "", proved: str = ""
) -> bytes:
    """An HTML mail to jo@corp.example; `proved` is the domain that its receiver found proved."""
    results = (
        f"Authentication-Results: mx.corp.example; spf=pass smtp.mailfrom={proved};\r\n"
        f" dkim=pass header.d={proved}; dmarc=pass header.from={proved}\r\n"
        f"Received: from out.{proved} (out.{proved} [192.0.2.7]) by mx.corp.example with ESMTPS id a1;\r\n"
        " Mon, 2 Mar 2026 09:00:00 +0000\r\n"
    )
    anchors = "".join(f'<p><a href="{target}">{shown}</a></p>' for target, shown in links)
    return (
        f"{results if proved else ''}From: {sender}\r\nTo: Jo Doe <jo@corp.example>\r\nSubject: {subject}\r\n"
        f"Date: Mon, 2 Mar 2026 08:59:58 +0000\r\nMessage-ID: <m1@out.example>\r\n{head}"
        f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{text}</p>{anchors}\r\n"
    ).encode()


MAILS = {
    "a file shared by a colleague": mail(
        '"Ann Moss" <no-reply@sharepointonline.com>',
        'Ann Moss shared "Budget" with you',
        ("https://contoso-my.sharepoint.com/:x:/g/personal/ann/Eabc?e=1", "Open"),
        ("https://privacy.microsoft.com/privacystatement", "Privacy Statement"),
        text="Ann Moss shared a file with you.",
        proved="sharepointonline.com",
    ),
    "a contract to sign": mail(
        '"Ann Moss via DocuSign" <dse_na3@docusign.net>',
        "Complete with DocuSign: Contract.pdf",
        ("https://na3.docusign.net/Signing/EmailStart.aspx?a=1", "REVIEW DOCUMENT"),
        text="Ann Moss sent you a document to review and sign.",
        head="Reply-To: Ann Moss <ann@supplier.example>\r\n",
        proved="docusign.net",
    ),
    "a provider's security alert": mail(
        '"Google" <no-reply@accounts.google.com>',
        "Security alert",
        ("https://accounts.google.com/AccountChooser?Email=jo@corp.example", "Check activity"),
        text="We noticed a new sign-in to your Google Account jo@corp.example. If this was you, do nothing.",
        proved="accounts.google.com",
    ),
    "a provider's full mailbox": mail(
        '"Microsoft 365" <no-reply@microsoft.com>',
        "Your mailbox is almost full",
        ("https://outlook.office.com/mail/options/general/storage", "Manage storage"),
        text="You may not be able to send or receive mail soon. Sign in to free up storage.",
        proved="microsoft.com",
    ),
    "a bank's statement": mail(
        '"Chase" <no.reply.alerts@chase.com>',
        "Your statement is ready",
        ("https://www.chase.com/statements", "Sign in"),
        text="Your statement for the account ending in 1234 is ready. Please sign in to view it.",
        proved="chase.com",
    ),
    "a newsletter through a mailing service": mail(
        '"Green Club" <hello@greenclub.example>',
        "March news",
        ("https://greenclub.us1.list-manage.com/track/click?u=1&id=2&e=3", "Read more"),
        ("https://bit.ly/3abcde", "Survey"),
        text="Hello Jo, our garden opens in March and there is a lot to do, come and help us.",
        head=(
            "Return-Path: <bounce-mc.us1_1.2@mail5.suw.mcsv.net>\r\n"
            "List-Unsubscribe: <https://greenclub.us1.list-manage.com/u>\r\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        ),
        proved="greenclub.example",
    ),
    "a survey of the own organisation": mail(
        '"HR" <hr@corp.example>',
        "Annual survey: please answer by Friday",
        ("https://forms.office.com/r/AbCd12", "Start the survey"),
        text="Please fill in the annual survey by Friday. Sign in with your account.",
        proved="corp.example",
    ),
    "a password that was asked for, from a server without authentication": mail(
        '"Forum" <noreply@forum.example>',
        "Reset your password",
        ("https://forum.example/reset?token=abc", "Reset password"),
        text="You asked to reset your password.",
    ),
    "a parcel": mail(
        '"DHL Paket" <noreply@dhl.de>',
        "Ihre Sendung kommt heute",
        (
            "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=1",
            "Sendung verfolgen",
        ),
        text="Ihre Sendung kommt heute.",
        proved="dhl.de",
    ),
    "a forwarder broke every check": mail(
        '"Ann" <ann@home.example>',
        "Tickets",
        text="They are at the desk. See you there!",
        proved="home.example",
    ).replace(b"=pass", b"=fail"),
}


@pytest.mark.parametrize("raw", MAILS.values(), ids=MAILS)
def test_honest_mail_is_clean(raw: bytes) -> None:
    message = messages.parse(raw)
    findings = pack.load().run(message)
    # Nobody looked at the pages behind the links.
    assert {name for each in findings.not_evaluated for name in each.needs} <= {"link_analysis"}
    assert decide(message, findings).level == "clean", [hit.rule for hit in findings.hits]

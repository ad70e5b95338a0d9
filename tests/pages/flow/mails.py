"""Mails for the tests of the flow."""

from unhook import message as messages
from unhook.message.model import Message


def mail(
    *links: tuple[str, str],
    sender: str = "Ann <ann@shop.example>",
    proved: str = "",
    head: str = "",
    body: str = "",
) -> Message:
    """An HTML mail to jo@corp.example with links (text, address)."""
    results = (
        f"Authentication-Results: mx.corp.example; dkim=pass header.d={proved};\r\n"
        f" dmarc=pass header.from={proved}\r\n"
        "Received: from out.test (out.test [192.0.2.7]) by mx.corp.example with ESMTPS id a1;\r\n"
        " Mon, 2 Mar 2026 09:00:00 +0000\r\n"
    )
    anchors = "".join(f'<p><a href="{address}">{text}</a></p>' for text, address in links)
    return messages.parse(
        (
            f"{results if proved else ''}From: {sender}\r\nTo: Jo Doe <jo@corp.example>\r\nSubject: Hello\r\n"
            f"{head}MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}{anchors}\r\n"
        ).encode()
    )

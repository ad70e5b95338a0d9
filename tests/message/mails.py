"""Small mails for tests, written with LF; `crlf` gives the same with CRLF."""

import base64


def mail(body: str = "hello\n", content_type: str = "text/plain; charset=utf-8", extra: str = "") -> bytes:
    head = (
        "From: Alice <alice@example.com>\nTo: bob@corp.example\nSubject: Hello there\n"
        "Date: Mon, 02 Mar 2026 10:00:00 +0100\nMessage-ID: <1@example.com>\nMIME-Version: 1.0\n"
    )
    return f"{head}{extra}Content-Type: {content_type}\n\n{body}".encode()


def multipart(kind: str, *parts: str | bytes, extra: str = "", boundary: str = "b1") -> bytes:
    return mail(section(*parts, boundary=boundary), f'multipart/{kind}; boundary="{boundary}"', extra)


def section(*parts: str | bytes, boundary: str = "b1") -> str:
    texts = [part if isinstance(part, str) else part.decode() for part in parts]
    return "".join(f"--{boundary}\n{text}\n" for text in texts) + f"--{boundary}--\n"


def part(content_type: str, body: str = "", *fields: str) -> str:
    return "\n".join([f"Content-Type: {content_type}", *fields]) + f"\n\n{body}"


def attached(name: str, data: bytes, content_type: str = "application/octet-stream") -> str:
    return part(
        content_type,
        base64.encodebytes(data).decode(),
        f'Content-Disposition: attachment; filename="{name}"',
        "Content-Transfer-Encoding: base64",
    )


def crlf(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")

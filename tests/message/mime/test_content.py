import hashlib

import pytest

from message.mails import attached, mail, multipart, part
from unhook.context import Context
from unhook.limits import Limits
from unhook.message import parse
from unhook.message.model import Message


def limited(raw: bytes, limits: Limits) -> tuple[Message, set[str | None]]:
    message = parse(raw, Context(limits=limits))
    return message, {defect.limit for defect in message.defects if defect.limit}


def test_an_attachment_as_the_model_shows_it() -> None:
    raw = multipart(
        "mixed", part("text/plain", "see file"), attached("Invoice.PDF", b"%PDF-1.7", "Application/PDF")
    )
    (found,) = parse(raw).attachments
    assert found.raw == b"%PDF-1.7"
    assert (found.file_name, found.file_extension, found.content_type) == (
        "Invoice.PDF",
        "pdf",
        "application/pdf",
    )
    assert (found.file_type, found.size, found.inline) == ("pdf", 8, False)
    assert found.content_transfer_encoding == "base64"
    assert found.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()


def test_embedded_message_without_a_name_is_an_eml() -> None:
    raw = multipart("mixed", part("text/plain", "word " * 200), part("message/rfc822", mail().decode()))
    (found,) = parse(raw).attachments
    assert found.file_name is None
    assert found.file_extension == "eml"
    assert parse(found.raw).subject.subject == "Hello there"


def test_images_of_a_page_are_inline() -> None:
    image = part("image/png", "x", "Content-ID: <logo@example.com>")
    (found,) = parse(
        multipart("related", part("text/html", "<img src=cid:logo@example.com>"), image)
    ).attachments
    assert found.inline
    assert found.content_id == "logo@example.com"


def test_an_encoding_declared_on_a_multipart_is_ignored() -> None:
    raw = multipart("mixed", part("text/plain", "seen"), extra="Content-Transfer-Encoding: base64\n")
    assert parse(raw).body.current_thread.text.strip() == "seen"


def test_decoded_bytes_are_limited_over_all_parts() -> None:
    files = [attached(f"{index}.bin", bytes(1000)) for index in range(5)]
    message, reached = limited(multipart("mixed", *files), Limits(decoded_bytes=2500))
    assert sum(each.size for each in message.attachments) <= 2500
    assert "decoded_bytes" in reached
    assert message.truncated


def test_attachments_are_limited_in_number() -> None:
    files = [attached(f"{index}.bin", b"x") for index in range(5)]
    message, reached = limited(multipart("mixed", *files), Limits(attachments=2))
    assert [each.file_name for each in message.attachments] == ["0.bin", "1.bin"]
    assert reached == {"attachments"}


def test_long_texts_are_cut_with_a_defect() -> None:
    message, reached = limited(mail("ä" * 500), Limits(text_chars=100))
    assert message.body.plain is not None
    assert message.body.plain.raw == "ä" * 100
    assert reached == {"text_chars"}
    message, reached = limited(mail("<p>" + "x" * 500, "text/html"), Limits(html_bytes=100))
    assert message.body.html is not None
    assert len(message.body.html.raw) == 100
    assert reached == {"html_bytes"}


def test_a_text_far_over_its_limit_is_not_decoded_whole() -> None:
    limits = Limits(text_chars=10, decoded_bytes=1000)
    message, reached = limited(mail("x" * 100_000), limits)
    assert message.body.plain is not None
    assert message.body.plain.raw == "x" * 10
    assert reached == {"text_chars"}


@pytest.mark.parametrize(
    ("data", "kind"), [(b"From: a@example.com\nSubject: b\n\nx", "eml"), (b"plain words", "txt")]
)
def test_a_file_without_a_signature_is_unknown_to_rules(data: bytes, kind: str) -> None:
    """Rules look for attached mails and nameless text under that word."""
    raw = multipart("mixed", part("text/plain", "x"), attached("a.bin", data, "application/octet-stream"))
    (found,) = parse(raw).attachments
    assert (found.file_type, found.kind) == ("unknown", kind)

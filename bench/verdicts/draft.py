"""A mail taken apart so far that it can be changed and put together again.

Putting together alone changes a mail (one part a kind, 8bit, a new boundary), so every change is
compared with the mail put together unchanged, never with the original.
"""

import email
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import Message

_FIELD = re.compile(rb"\r?\n(?![ \t])")
_MIME = (b"content-", b"mime-version")
_LINE_ENDS = re.compile(r'[\r\n"\\]')
BOUNDARY = "=-put-together"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is no body: its type, its file name, its decoded bytes and the id that HTML shows it by."""

    content_type: str
    name: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail: header `fields` as they stand without MIME's own, and decoded bodies (None: there is none)."""

    fields: tuple[bytes, ...]
    text: str | None = None
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names in lower case."""
        return tuple(name(field) for field in self.fields)


def name(field: bytes) -> str:
    """A field's name in lower case."""
    return field.partition(b":")[0].strip().lower().decode("latin-1")


def read(raw: bytes) -> Draft:
    """The parts of a mail by the standard library, which is lenient enough for what is measured here."""
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    fields = [field for field in _FIELD.split(head) if field.strip()]
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attachments = []
    for part in _leaves(email.message_from_bytes(raw)):
        content = part.get_payload(decode=True)
        content = content if isinstance(content, bytes) else b""
        kind, file_name = part.get_content_type(), part.get_filename()
        if kind in texts and not file_name:
            texts[kind].append(_decoded(content, part.get_content_charset()))
        else:
            attachments.append(Attachment(kind, str(file_name or ""), content, str(part["content-id"] or "")))
    kept = tuple(field for field in fields if not field.lower().startswith(_MIME))
    plain, html = (("\n".join(found) if found else None) for found in texts.values())
    return Draft(kept, plain, html, tuple(attachments))


def write(draft: Draft) -> bytes:
    """The mail with its fields as they were and one part a body or attachment."""
    import base64

    parts = []
    for kind, body in (("plain", draft.text), ("html", draft.html)):
        if body is not None:
            head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            lines = re.sub(r"\r\n|\r|\n", "\r\n", body)
            parts.append(head.encode() + lines.encode("utf-8", "replace"))
    if len(parts) > 1 and draft.attachments:
        parts = [_joined("alternative", parts, "=-bodies")]
    for each in draft.attachments:
        file_name, shown_as = (_LINE_ENDS.sub("_", text) for text in (each.name, each.content_id))
        head = (
            f"Content-Type: {each.content_type}\r\n"
            + (f"Content-ID: {shown_as}\r\n" if shown_as else "")
            + f'Content-Disposition: {"inline" if shown_as else "attachment"}; filename="{file_name}"\r\n'
            + "Content-Transfer-Encoding: base64\r\n\r\n"
        )
        parts.append(
            head.encode("utf-8", "replace") + base64.encodebytes(each.content).replace(b"\n", b"\r\n")
        )
    top = b"".join(field + b"\r\n" for field in draft.fields) + b"MIME-Version: 1.0\r\n"
    if len(parts) == 1 and not draft.attachments:
        return top + parts[0]
    return top + _joined("mixed" if draft.attachments else "alternative", parts, BOUNDARY)


def _joined(kind: str, parts: Sequence[bytes], boundary: str) -> bytes:
    """A multipart entity, its Content-Type first."""
    edge = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"


def _leaves(part: Message) -> Iterator[Message]:
    return (each for each in part.walk() if not each.is_multipart())


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return content.decode("latin-1")

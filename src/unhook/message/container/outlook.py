"""Outlook messages (MS-OXMSG) rebuilt as RFC 5322 bytes, so that one parser judges all mail.

The transport header is kept as it was received where the message has one; a draft or an
internal message gets the header that its properties tell of.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from email.header import Header
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

from unhook.errors import InputError
from unhook.limits import DEFAULT, Limits
from unhook.message.container import rtf
from unhook.message.defects import DefectLog
from unhook.message.mime import fields

if TYPE_CHECKING:
    from oxmsg.storage import Storage

# Property ids of MS-OXPROPS.
_SUBJECT, _HEADERS, _MESSAGE_ID, _SENT = 0x0037, 0x007D, 0x1035, 0x0039
_BODY, _HTML, _RTF, _CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_SENDER = ((0x5D02, 0x5D01, 0x0065, 0x0C1F), (0x0042, 0x0C1A))
_RECIPIENT_TYPE, _RECIPIENT = 0x0C15, ((0x39FE, 0x3003), (0x3001,))
_DATA, _NAMES, _MIME, _CONTENT_ID = 0x3701, (0x3707, 0x3704, 0x3001), 0x370E, 0x3712
_ROOT_OFFSET, _EMBEDDED_OFFSET, _ENTRY_OFFSET = 32, 24, 8
_RTF_PER_HTML = 4
# Exchange puts a line of its own before the header it received.
_PREFACE = re.compile(rb"^\s*Microsoft Mail Internet Headers[^\n]*\n")
_RECIPIENT_FIELDS = {1: "To", 2: "Cc", 3: "Bcc"}
_WRITTEN_ANEW = frozenset(
    {"content-type", "content-transfer-encoding", "content-disposition", "content-id", "mime-version"}
)


def rebuild(data: bytes, limits: Limits = DEFAULT) -> bytes:
    """The message as RFC 5322 bytes with 8-bit texts and base64 attachments.

    Embedded messages become message/rfc822 parts, to `Limits.embedded_depth`.
    Raises InputError when `data` is no readable Outlook message.
    """
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    try:
        with OleFileIO(data) as ole:
            root = Storage.from_ole(ole)
        if not any(stream.name == "__properties_version1.0" for stream in root.streams):
            raise InputError("an OLE file, but not an Outlook message")
        return _message(root, _ROOT_OFFSET, limits, limits.embedded_depth)
    except InputError:
        raise
    # Compound files are a file system with pointers; the reader raises whatever it trips over.
    except Exception as error:
        raise InputError(f"not a readable Outlook message ({type(error).__name__})") from error


def _message(storage: "Storage", offset: int, limits: Limits, depth: int) -> bytes:
    known = _Properties(storage, offset)
    bodies = list(_bodies(known, limits))
    entities = [_multipart("alternative", bodies)] if len(bodies) > 1 else bodies
    for index, attached in enumerate(storage.iter_attachment_storages()):
        if index >= limits.attachments:
            break
        entities.append(_attachment(attached, limits, depth))
    if len(entities) == 1:
        entity = entities[0]
    else:
        entity = _multipart("mixed", entities) if entities else _entity("text/plain", b"")
    return _header(known, storage) + b"MIME-Version: 1.0\r\n" + entity


class _Properties:
    """Properties that give None for whatever is absent or broken."""

    def __init__(self, storage: "Storage", offset: int) -> None:
        from oxmsg.properties import Properties

        self._all = Properties(storage, offset)
        self._storage = storage

    def text(self, *ids: int) -> str | None:
        """The first of the properties that holds text."""
        for each in ids:
            for kind, charset in ((0x001F, "utf-16-le"), (0x001E, self.charset)):
                value = self._stream(each, kind)
                if value:
                    return value.decode(charset, "replace").rstrip("\0")
        return None

    def data(self, each: int) -> bytes | None:
        """A binary property."""
        return self._stream(each, 0x0102)

    def number(self, each: int) -> int | None:
        """An integer property."""
        try:
            return self._all.int_prop_value(each)
        except Exception:
            return None

    def time(self, each: int) -> str | None:
        """A time as an RFC 5322 date."""
        try:
            value = self._all.date_prop_value(each)
            return format_datetime(value) if value else None
        except Exception:
            return None

    @property
    def charset(self) -> str:
        """The charset of 8-bit properties."""
        try:
            name = self._all.body_encoding
            "".encode(name)
        except Exception:
            return "cp1252"
        return name

    def _stream(self, each: int, kind: int) -> bytes | None:
        name = f"__substg1.0_{each:04X}{kind:04X}"
        return next((stream.bytes_ for stream in self._storage.streams if stream.name == name), None)


def _header(known: _Properties, storage: "Storage") -> bytes:
    transport = known.text(_HEADERS)
    if transport and ":" in transport:
        raw = _PREFACE.sub(b"", transport.encode("utf-8", "replace"))
        section = fields.scan(raw, 0, DEFAULT, DefectLog(DEFAULT))
        kept = (raw[slice(*each.span)] for each in section.fields if each.name.lower() not in _WRITTEN_ANEW)
        return b"".join(each.rstrip(b"\r\n") + b"\r\n" for each in kept)
    lines: list[tuple[str, str]] = []
    if sender := _mailbox(known, *_SENDER):
        lines.append(("From", sender))
    people = [_Properties(each, _ENTRY_OFFSET) for each in storage.iter_recipient_storages()]
    for number, name in _RECIPIENT_FIELDS.items():
        named = [_mailbox(one, *_RECIPIENT) for one in people if one.number(_RECIPIENT_TYPE) == number]
        if named:
            lines.append((name, ", ".join(each for each in named if each)))
    if subject := known.text(_SUBJECT):
        lines.append(("Subject", _words(subject)))
    if sent := known.time(_SENT):
        lines.append(("Date", sent))
    if message_id := known.text(_MESSAGE_ID):
        lines.append(("Message-ID", _one_line(message_id)))
    return "".join(f"{name}: {value}\r\n" for name, value in lines).encode("utf-8", "replace")


def _mailbox(known: _Properties, addresses: tuple[int, ...], names: tuple[int, ...]) -> str:
    # Exchange keeps X.500 names where a mail has an address: those have no "@".
    found = (known.text(each) for each in addresses)
    address = next((_one_line(each) for each in found if each and "@" in each), "")
    name = _one_line(known.text(*names) or "")
    return formataddr((name if name != address else "", address)) if address else _words(name)


def _bodies(known: _Properties, limits: Limits) -> Iterator[bytes]:
    plain, html = known.text(_BODY), known.data(_HTML)
    html_text = html.decode(known.charset, "replace") if html else known.text(_HTML)
    compressed = known.data(_RTF)
    if compressed and not html_text:
        try:
            text, is_html = rtf.read(rtf.decompress(compressed, _RTF_PER_HTML * limits.html_bytes))
        except ValueError:
            text, is_html = "", False
        if is_html:
            html_text = text
        elif not plain:
            plain = text
    if plain:
        yield _entity("text/plain", plain.encode("utf-8", "replace"))
    if html_text:
        yield _entity("text/html", html_text.encode("utf-8", "replace"))


def _attachment(storage: "Storage", limits: Limits, depth: int) -> bytes:
    known = _Properties(storage, _ENTRY_OFFSET)
    name = _one_line(known.text(*_NAMES) or "")
    embedded = next((each for each in storage.storages if each.name.endswith("3701000D")), None)
    content_id = _one_line(known.text(_CONTENT_ID) or "").strip("<>")
    if embedded is not None:
        inner = _message(embedded, _EMBEDDED_OFFSET, limits, depth - 1) if depth > 0 else b""
        return _entity("message/rfc822", inner, name or None)
    kind = _one_line(known.text(_MIME) or "application/octet-stream")
    data = known.data(_DATA) or b""
    return _entity(kind, data, name or None, content_id or None, attached=True)


def _entity(
    kind: str, data: bytes, name: str | None = None, content_id: str | None = None, *, attached: bool = False
) -> bytes:
    lines = [
        f"Content-Type: {kind}" + ("; charset=utf-8" if kind.startswith("text/") and not attached else "")
    ]
    if name or attached:
        shown = "inline" if content_id else "attachment"
        lines.append(
            f"Content-Disposition: {shown}" + (f"; filename*=utf-8''{_percent(name)}" if name else "")
        )
    if content_id:
        lines.append(f"Content-ID: <{content_id}>")
    lines.append(f"Content-Transfer-Encoding: {'base64' if attached else '8bit'}")
    head = "\r\n".join(lines).encode("utf-8", "replace")
    return head + b"\r\n\r\n" + (base64.encodebytes(data) if attached else data)


def _multipart(kind: str, entities: list[bytes]) -> bytes:
    # From the content, so that the same message is always rebuilt alike.
    boundary = b"unhook-" + hashlib.sha256(b"".join(entities)).hexdigest()[:32].encode()
    parts = b"".join(b"--" + boundary + b"\r\n" + entity + b"\r\n" for entity in entities)
    head = b"Content-Type: multipart/" + kind.encode() + b'; boundary="' + boundary + b'"\r\n\r\n'
    return head + parts + b"--" + boundary + b"--\r\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> str:
    return Header(_one_line(text), "utf-8").encode() if not text.isascii() else _one_line(text)


def _percent(text: str) -> str:
    return "".join(
        chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in text.encode("utf-8", "replace")
    )

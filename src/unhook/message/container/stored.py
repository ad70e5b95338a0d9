"""Where mails are kept: a file, an Outlook message, an mbox, a Maildir, a folder of any of them.

The only part of this package that reads files; it is for whoever feeds the parser.
"""

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from unhook.errors import InputError
from unhook.limits import DEFAULT, Limits
from unhook.message.container import mbox
from unhook.message.defects import DefectLog
from unhook.message.mime import fields, magic

_MAIL_SUFFIXES = frozenset({".eml", ".msg", ".mbox", ".mbx", ".mail", ".emlx", ".email"})
_TEXT_TYPES = frozenset({"eml", "txt", "html", "xml", magic.UNKNOWN})
_EMLX = re.compile(rb"\d{1,10}[ \t]*\r?\n")
_HEAD = 65_536
_EMPTY = "empty, there is no mail in it"


@dataclass(frozen=True, slots=True)
class Stored:
    """One mail as RFC 5322 bytes: `origin` is the path it came from, `index` its place there from 0.

    `error` says why there is none in some file, folder or place in an mbox; `raw` is then empty.
    """

    raw: bytes
    origin: str = "-"
    index: int = 0
    error: str | None = None


def split(raw: bytes, limits: Limits = DEFAULT, origin: str = "-") -> Iterator[Stored]:
    """The mails in some bytes: one mail, an Outlook message, or an mbox.

    Raises InputError when they hold no mail at all.
    """
    if mbox.is_mbox(raw[:_HEAD]):
        yield from _mailbox(io.BytesIO(raw), limits, origin)
        return
    yield Stored(_one(raw, limits, Path(origin).suffix.lower()), origin)


def open_path(path: str | os.PathLike[str], limits: Limits = DEFAULT) -> Iterator[Stored]:
    """The mails under a path, in a stable order.

    A folder is read with all below it: Maildirs by `new` and `cur`, else files named like
    mail (`.eml`, `.msg`, `.mbox` ...) and others that look like it. What cannot be read in it
    comes with `error`. Raises InputError when the path itself gives no mail.
    """
    if not os.fspath(path):
        raise InputError("an empty name; give a mail, a mailbox or a folder (. is this one)")
    path = Path(path)
    if path.is_dir():
        yield from _folder(path, limits)
    elif path.exists():
        yield from _file(path, limits)
    else:
        raise InputError(f"{path}: no such file or folder")


def _folder(folder: Path, limits: Limits) -> Iterator[Stored]:
    empty = True
    closed: list[OSError] = []
    for path, certain in _files(folder, closed):
        try:
            if not path.is_file() or not (certain or _looks_like_mail(_head(path))):
                continue
            for stored in _file(path, limits):
                empty = False
                yield stored
        except InputError as error:
            empty = False
            yield Stored(b"", str(path), error=str(error))
    for each in closed:
        empty = False
        yield Stored(b"", str(each.filename), error=each.strerror)
    if empty:
        raise InputError(f"{folder}: no mails in this folder (looked for .eml, .msg, .mbox and Maildir)")


def _files(folder: Path, closed: list[OSError]) -> Iterator[tuple[Path, bool]]:
    """Files below a folder in order, with whether their name or place says they are mail.

    Folders that cannot be read go into `closed`.
    """
    for where, folders, names in os.walk(folder, onerror=closed.append):
        folders.sort()
        here = Path(where)
        maildir = here.name in ("cur", "new") and (here.parent / "cur").is_dir()
        if here.name == "tmp" and (here.parent / "cur").is_dir():
            continue
        for name in sorted(names):
            if not name.startswith("."):
                yield here / name, maildir or Path(name).suffix.lower() in _MAIL_SUFFIXES


def _file(path: Path, limits: Limits) -> Iterator[Stored]:
    try:
        # Peeking, not seeking, so that a pipe is a path like any other.
        with io.BufferedReader(path.open("rb", buffering=0), _HEAD) as stream:
            if mbox.is_mbox(stream.peek(_HEAD)):
                yield from _mailbox(stream, limits, str(path))
                return
            raw = stream.read(limits.message_bytes + 1)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    try:
        yield from split(raw, limits, str(path))
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def _mailbox(stream: BinaryIO, limits: Limits, origin: str) -> Iterator[Stored]:
    for index, message in enumerate(mbox.split(stream, limits.message_bytes)):
        yield Stored(message, origin, index) if message.strip() else Stored(b"", origin, index, _EMPTY)


def _one(raw: bytes, limits: Limits, suffix: str) -> bytes:
    if not raw.strip():
        raise InputError(_EMPTY)
    if raw.startswith(magic.OLE):
        from unhook.message.container import outlook

        return outlook.rebuild(raw, limits)
    if (count := _EMLX.match(raw)) and _looks_like_mail(raw[count.end() : count.end() + _HEAD]):
        # Apple Mail: the message's length, the message, a property list.
        return raw[count.end() : count.end() + int(count[0])]
    if not _looks_like_mail(raw[:_HEAD]):
        kind = magic.file_type(raw)
        if kind not in _TEXT_TYPES:
            raise InputError(f"a {kind} file, not a mail; save the mail itself as .eml or .msg")
        # Words without a header may still be a mail when they are named one; junk is not.
        if suffix not in _MAIL_SUFFIXES or b"\0" in raw[:_HEAD]:
            raise InputError("not a mail: it does not begin with header fields such as From: and Subject:")
    return raw


def _looks_like_mail(head: bytes) -> bool:
    if head.startswith(magic.OLE):
        return magic.file_type(head) == "msg"
    if mbox.is_mbox(head):
        return True
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    found = fields.scan(head, 0, DEFAULT, DefectLog(DEFAULT)).fields
    return any(each.name.lower() in _KNOWN for each in found)


_KNOWN = frozenset(
    {
        "bcc", "cc", "content-type", "date", "delivered-to", "from", "message-id", "mime-version", "received",
        "reply-to", "return-path", "sender", "subject", "to", "x-mailer", "dkim-signature", "arc-seal",
    }
)  # fmt: skip


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error

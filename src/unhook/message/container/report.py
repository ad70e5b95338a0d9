"""Mails that only carry another one: abuse reports and forwards as attachment.

The mail inside is the one to judge: ARF (RFC 5965), X-ARF, and a forward whose own words
are few and hold no link, so that nothing worth judging is passed over.
"""

import re
from dataclasses import dataclass

from unhook.errors import InputError
from unhook.message.mime import magic
from unhook.message.mime.attachment import Attachment
from unhook.message.mime.structure import Structure
from unhook.message.mime.text import TextPart
from unhook.message.part import Part

FEEDBACK = "message/feedback-report"
X_ARF = "x-arf"
FORWARD = "message/rfc822"
OUTLOOK = "application/vnd.ms-outlook"

_COVERING_NOTE = 300
_NOT_SHOWN = re.compile(r"<(style|script|head|title)\b[^>]*+>.*?</\1\s*>|<!--.*?-->|<[^>]*+>?", re.I | re.S)
_LINK = re.compile(r"https?:|www\.|\bhref\b|<form\b", re.I)
_EMBEDDED = frozenset({"message/rfc822", "message/global"})
_LOOKED_AT = 8_000


@dataclass(frozen=True, slots=True)
class Carried:
    """The inner mail's bytes (RFC 5322), and which kind of envelope held it."""

    raw: bytes
    kind: str


def carried(
    structure: Structure, attachments: tuple[Attachment, ...], html: TextPart | None, plain: TextPart | None
) -> Carried | None:
    """The mail inside a report or a bare forward; None when the outer mail speaks for itself."""
    mails = [each for each in attachments if is_mail(each)]
    if not mails:
        return None
    if _is_feedback(structure.root, attachments):
        kind = FEEDBACK
    elif any(each.name.lower() in ("x-xarf", "x-arf") for each in structure.fields):
        kind = X_ARF
    elif len(mails) == 1 and _is_bare_forward(attachments, html, plain):
        kind = FORWARD
    else:
        return None
    raw = as_rfc5322(mails[0].raw)
    return Carried(raw, kind) if raw else None


def is_mail(attachment: Attachment) -> bool:
    """True when the attachment is a message, by declared type, name or content."""
    if attachment.content_type in _EMBEDDED:
        return magic.file_type(attachment.raw) in ("eml", "msg", "txt")
    return attachment.file_extension in ("eml", "msg") and magic.file_type(attachment.raw) in ("eml", "msg")


def as_rfc5322(raw: bytes) -> bytes | None:
    """A mail's own bytes, an Outlook message rebuilt; None when that cannot be read."""
    if not raw.startswith(magic.OLE):
        return raw
    from unhook.message.container import outlook

    try:
        return outlook.rebuild(raw)
    except InputError:
        return None


def _is_feedback(root: Part, attachments: tuple[Attachment, ...]) -> bool:
    if root.content_type != "multipart/report":
        return False
    declared = root.parameters.get("report-type", "").lower()
    return declared == "feedback-report" or any(each.content_type == FEEDBACK for each in attachments)


def _is_bare_forward(
    attachments: tuple[Attachment, ...], html: TextPart | None, plain: TextPart | None
) -> bool:
    if sum(1 for each in attachments if not each.inline or is_mail(each)) != 1:
        return False
    if html and _LINK.search(html.text[:_LOOKED_AT]):
        return False
    words = plain.text[:_LOOKED_AT] if plain else _visible(html.text) if html else ""
    return len("".join(words.split())) <= _COVERING_NOTE and not _LINK.search(words)


def _visible(html: str) -> str:
    body = max(0, html.find("<body"))
    return _NOT_SHOWN.sub(" ", html[body : body + _LOOKED_AT])

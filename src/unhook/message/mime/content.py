"""Decodes the leaves of a message within one budget: texts to characters, the rest to attachments."""

from collections.abc import Iterable
from dataclasses import replace

from unhook.limits import Limits
from unhook.message.defects import DefectLog
from unhook.message.mime import layout, text, transfer
from unhook.message.mime.attachment import Attachment
from unhook.message.mime.charset import decode_text
from unhook.message.mime.text import TextPart
from unhook.message.part import Part

_BYTES_PER_CHARACTER = 4
_ENCODED_PER_BYTE = 3


class Content:
    """The decoded leaves of the message `raw`; every byte decoded counts once against
    `Limits.decoded_bytes`.
    """

    def __init__(self, raw: bytes, limits: Limits, log: DefectLog) -> None:
        self._raw, self._limits, self._log = raw, limits, log
        self._left = limits.decoded_bytes
        self._texts: dict[int, TextPart] = {}

    def html(self, parts: Iterable[Part]) -> TextPart | None:
        """The HTML view: HTML parts, and plain ones between them in `<pre>`."""
        texts = [self._text(p) if layout.is_html(p) else text.as_html(self._text(p)) for p in parts]
        return text.join(texts) if texts else None

    def plain(self, parts: Iterable[Part]) -> TextPart | None:
        """The text view."""
        texts = [self._text(part) for part in parts]
        return text.join(texts) if texts else None

    def attachments(self, parts: tuple[Part, ...]) -> tuple[Attachment, ...]:
        """The attachments, in order."""
        most = self._limits.attachments
        if len(parts) > most:
            self._log.reach("attachments", str(len(parts)), parts[most].header)
        return tuple(map(self._attachment, parts[:most]))

    def _text(self, part: Part) -> TextPart:
        known = self._texts.get(id(part))
        if known is None:
            known = self._texts[id(part)] = self._read(part)
        return known

    def _read(self, part: Part) -> TextPart:
        if layout.is_html(part):
            limit, most = "html_bytes", self._limits.html_bytes
            room = most
        else:
            limit, most = "text_chars", self._limits.text_chars
            room = most * _BYTES_PER_CHARACTER
        content = self._decode(part, room * _ENCODED_PER_BYTE)
        decoded = decode_text(content.data[:room], part.charset)
        if decoded.defect:
            self._log.extend((decoded.defect,))
        whole = len(content.data) <= room and part.body[1] - part.body[0] <= room * _ENCODED_PER_BYTE
        if not whole or len(decoded.text) > most:
            self._log.reach(limit, part.path, part.body)
            decoded = replace(decoded, text=decoded.text[:most])
        return text.read(part, content, decoded)

    def _attachment(self, part: Part) -> Attachment:
        data = self._decode(part).data
        extension = layout.extension(part.file_name)
        if not part.file_name and part.content_type == "message/rfc822":
            extension = "eml"
        return Attachment(
            raw=data,
            file_name=part.file_name,
            file_extension=extension,
            content_type=part.content_type,
            content_id=part.content_id,
            content_disposition=part.disposition,
            content_transfer_encoding=part.transfer_encoding,
            size=len(data),
            inline=part.disposition == "inline" or (part.disposition is None and part.content_id is not None),
            part=part,
        )

    def _decode(self, part: Part, most: int | None = None) -> transfer.Transferred:
        start, end = part.body
        if most is not None:
            end = min(end, start + most)
        if end - start > self._left:
            self._log.reach("decoded_bytes", part.path, part.body)
            end = start + self._left
        content = transfer.decode(self._raw, (start, end), _encoding(part))
        self._left -= len(content.data)
        if content.defect:
            self._log.extend((content.defect,))
        return content


def _encoding(part: Part) -> str | None:
    # RFC 2045 section 6.4 allows none of the encodings on a composite type.
    return None if part.content_type.startswith("multipart/") else part.transfer_encoding

"""The message model's attachment."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from unhook.message.own import own
from unhook.message.part import Part


@dataclass(frozen=True)
class Attachment:
    """A part that is not body text. Hashes and magic type are worked out when asked for.

    `file_name` as decoded; `file_extension` lower case, without the dot; `content_type`
    as declared, lower case, without parameters; `size` in bytes, decoded.
    """

    raw: bytes = field(repr=False, metadata={"mdm": False})
    file_name: str | None = None
    file_extension: str | None = None
    content_type: str | None = None
    content_id: str | None = None
    content_disposition: str | None = None
    content_transfer_encoding: str | None = None
    size: int = 0
    inline: bool = own(False)
    part: Part | None = own()

    @property
    def kind(self) -> str:
        """The type by content, as fine as `magic.file_type` tells; rules do not see it."""
        from unhook.message.mime.magic import file_type

        return file_type(self.raw)

    @cached_property
    def file_type(self) -> str:
        """The type by content in the short names that rules compare (`pdf`, `html`, `docx`, `zip`, ...).

        Mails, scripts and other plain text are `unknown` to them.
        """
        from unhook.message.mime.magic import PLAIN, UNKNOWN

        kind = self.kind
        return UNKNOWN if kind in PLAIN else kind

    @cached_property
    def md5(self) -> str:
        """MD5 in lower-case hex: an identifier for look-ups, not a safeguard."""
        return hashlib.md5(self.raw, usedforsecurity=False).hexdigest()

    @cached_property
    def sha1(self) -> str:
        """SHA-1 in lower-case hex."""
        return hashlib.sha1(self.raw, usedforsecurity=False).hexdigest()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 in lower-case hex."""
        return hashlib.sha256(self.raw).hexdigest()

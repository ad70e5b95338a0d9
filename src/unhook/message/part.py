"""The MIME tree with raw offsets, and the defects found on the way."""

from dataclasses import dataclass, field

from unhook.message.offsets import Span


@dataclass(frozen=True, slots=True)
class Defect:
    """Something malformed: a stable `code` (kebab case), a detail, and where it stands.

    A defect that made the analysis stop early has `limit` set to the field of
    `unhook.limits.Limits` that was reached.
    """

    code: str
    detail: str = ""
    span: Span | None = None
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One entity (RFC 2045 section 2.4). `header` and `body` are byte ranges in the message.

    `path` is the dotted part number as in IMAP FETCH (RFC 3501 section 6.4.5), `""` for
    the root. `content_type` is lower case, `text/plain` where absent (RFC 2045 5.2).
    """

    path: str
    content_type: str
    header: Span
    body: Span
    charset: str | None = None
    transfer_encoding: str | None = None
    disposition: str | None = None
    file_name: str | None = None
    content_id: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    children: tuple["Part", ...] = ()

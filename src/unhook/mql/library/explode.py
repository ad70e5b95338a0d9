"""`file.explode`: what lies inside a file, layer by layer.

The record's names are those that rules read; they follow Strelka (target/strelka), whose
scanners it is modelled on. Whoever supplies the capability fills what it can; the rest is
null.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from unhook.links.model import Url
from unhook.message.model import Attachment, Html, Mailbox
from unhook.mql.library.function import provided
from unhook.mql.library.html import XPathNode
from unhook.mql.library.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Flavors:
    """The types a layer shows: by libmagic, and the names of matching type rules."""

    mime: str | None = None
    yara: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A match's name."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """Recognised text."""

    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Strings:
    """Printable runs: all in one text, and one by one."""

    raw: str | None = None
    strings: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Urls:
    """URLs found in the bytes."""

    urls: tuple[Url, ...] | None = None
    invalid_urls: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code: `type` is `url` or `undefined`."""

    type: str | None = None
    data: str | None = None
    url: Url | None = None


@dataclass(frozen=True, slots=True)
class Yara:
    """Matching YARA rules."""

    matches: tuple[Name, ...] | None = None


@dataclass(frozen=True, slots=True)
class JavaScript:
    """A script's words."""

    identifiers: tuple[str, ...] | None = None
    strings: tuple[str, ...] | None = None
    keywords: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF's URLs, and Unhook's own counts: its objects, its pictures, how often it was written on."""

    urls: tuple[Url, ...] | None = None
    objects: int | None = None
    images: int | None = None
    updates: int | None = None
    encrypted: bool | None = None


@dataclass(frozen=True, slots=True)
class ObjectHash:
    """A hash over the structure of a PDF."""

    object_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Entropy:
    """Shannon entropy in bits a byte."""

    entropy: float | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive's listing."""

    all_paths: tuple[str, ...] | None = None
    attempted_files: tuple[str, ...] | None = None
    encrypted: bool | None = None


@dataclass(frozen=True, slots=True)
class EncryptedArchive:
    """An archive opened with a guessed password."""

    cracked_password: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarParty:
    """An organiser or attendee (RFC 5545 section 3.8.4)."""

    mailbox: Mailbox | None = None


@dataclass(frozen=True, slots=True)
class CalendarAttachment:
    """An ATTACH property (RFC 5545 section 3.8.1.1)."""

    type: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarComponent:
    """A calendar component (RFC 5545 section 3.6)."""

    type: str | None = None
    uid: str | None = None
    summary: str | None = None
    description: str | None = None
    organizers: tuple[CalendarParty, ...] | None = None
    attendees: tuple[CalendarParty, ...] | None = None
    attachments: tuple[CalendarAttachment, ...] | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """One VCALENDAR."""

    components: tuple[CalendarComponent, ...] | None = None


@dataclass(frozen=True, slots=True)
class Calendars:
    """All calendars of a file."""

    calendars: tuple[Calendar, ...] | None = None


@dataclass(frozen=True, slots=True)
class Vba:
    """A macro's self-starting names and hexadecimal strings."""

    auto_exec: tuple[str, ...] | None = None
    hex: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Tags:
    """Element names of an XML document."""

    tags: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A script element."""

    language: str | None = None


@dataclass(frozen=True, slots=True)
class HtmlScan:
    """An HTML file's title and scripts."""

    title: str | None = None
    scripts: tuple[Script, ...] | None = None


@dataclass(frozen=True, slots=True)
class OfficeCounts:
    """Properties of an Office Open XML document."""

    author: str | None = None
    image_count: int | None = None
    word_count: int | None = None


@dataclass(frozen=True, slots=True)
class Hashes:
    """A layer's digests; `ssdeep`, Unhook's own, for near copies."""

    md5: str | None = None
    sha1: str | None = None
    sha256: str | None = None
    ssdeep: str | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """What each scanner found; a scanner that did not apply is null."""

    docx: OfficeCounts | None = None
    encrypted_zip: EncryptedArchive | None = None
    entropy: Entropy | None = None
    exiftool: Metadata | None = None
    hash: Hashes | None = None
    html: HtmlScan | None = None
    ics: Calendars | None = None
    javascript: JavaScript | None = None
    ocr: Raw | None = None
    pdf: Pdf | None = None
    pdf_obj_hash: ObjectHash | None = None
    pptx: OfficeCounts | None = None
    qr: Qr | None = None
    strings: Strings | None = None
    url: Urls | None = None
    vba: Vba | None = None
    xml: Tags | None = None
    yara: Yara | None = None
    zip: Archive | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """Something worth knowing of a file, by a kebab-case name such as `macro-auto-exec`; Unhook's own."""

    name: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """One file found inside, the file itself first; `depth` counts the wrappings.

    Unhook's own are `kind`, the type by content in the names of `attachments.file_type` and of plain text,
    and `signs`.
    """

    file_name: str | None = None
    file_extension: str | None = None
    size: int | None = None
    depth: int | None = None
    flavors: Flavors | None = None
    scan: Scan | None = None
    metadata: Mapping[str, str] | None = None
    kind: str | None = None
    signs: tuple[Sign, ...] | None = None


@provided("file.explode", needs="explode", cost=5_000)
def explode(file: Attachment | Html | XPathNode) -> tuple[Layer, ...] | None:
    """All layers of a file, of a page's document, or of a part of one."""
    raise NotImplementedError


FUNCTIONS = (explode,)

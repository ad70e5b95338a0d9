"""`file.*`: attached text, HTML and mail read here; everything else asked of a capability."""

from dataclasses import dataclass

from unhook.links.model import Url
from unhook.message.model import Attachment, Html, Message
from unhook.mql.library.explode import Metadata
from unhook.mql.library.function import function, provided
from unhook.mql.run import Run


@dataclass(frozen=True, slots=True)
class FileText:
    """A file read as text."""

    text: str | None = None


@dataclass(frozen=True, slots=True)
class OcrPage:
    """One recognised page."""

    text: str | None = None


@dataclass(frozen=True, slots=True)
class Ocr:
    """Recognised text of an image or document."""

    text: str | None = None
    success: bool | None = None
    page_results: tuple[OcrPage, ...] | None = None


@dataclass(frozen=True, slots=True)
class QrItem:
    """One code: `type` is `url` or `undefined`."""

    type: str | None = None
    data: str | None = None
    url: Url | None = None


@dataclass(frozen=True, slots=True)
class QrScan:
    """All codes of an image."""

    found: bool | None = None
    items: tuple[QrItem, ...] | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of oletools' indicators."""

    exists: bool | None = None
    risk: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Indicators:
    """Those that rules read."""

    vba_macros: Indicator | None = None
    encryption: Indicator | None = None
    file_format: Indicator | None = None


@dataclass(frozen=True, slots=True)
class MacroKeyword:
    """A keyword in a macro and what kind it is."""

    type: str | None = None
    keyword: str | None = None


@dataclass(frozen=True, slots=True)
class Macros:
    """A document's macros."""

    keywords: tuple[MacroKeyword, ...] | None = None


@dataclass(frozen=True, slots=True)
class Relationship:
    """An external relationship of an Office document."""

    name: str | None = None
    target: str | None = None
    target_url: Url | None = None


@dataclass(frozen=True, slots=True)
class OleTools:
    """What oletools says of a document."""

    indicators: Indicators | None = None
    macros: Macros | None = None
    relationships: tuple[Relationship, ...] | None = None


@dataclass(frozen=True, slots=True)
class Expanded:
    """The files of an archive, nested ones too."""

    files: tuple[Attachment, ...] | None = None


@function("file.parse_text", remember=True, cost=50)
def parse_text(run: Run, file: Attachment, *, encodings: tuple[str, ...] = ()) -> FileText:
    """The file as text: by the named encodings in turn, else UTF-8, UTF-16 with a mark, Windows-1252."""
    return FileText(as_text(file.raw[: run.limits.text_chars], encodings))


@function("file.parse_html", remember=True, cost=500)
def parse_html(run: Run, file: Attachment) -> Html:
    """The file as an HTML document."""
    from unhook.message.body.html import document

    return document(as_text(file.raw[: run.limits.html_bytes], ()))


@function("file.parse_eml", remember=True, cost=2_000)
def parse_eml(run: Run, file: Attachment) -> Message | None:
    """The file as a message of its own, with the same context; null when it is none."""
    from unhook.message import parse

    return parse(file.raw, run.context) if b":" in file.raw[:1_000] else None


def as_text(data: bytes, encodings: tuple[str, ...] = ()) -> str:
    """Bytes as text: by the named encodings in turn, else UTF-8, UTF-16 with a mark, Windows-1252."""
    marked = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for encoding in (*encodings, *marked, "utf-8-sig"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")


@provided("file.oletools", needs="oletools", cost=5_000)
def oletools(file: Attachment) -> OleTools:
    """Macros and external references of an Office file."""
    raise NotImplementedError


@provided("file.expand_archives", needs="explode", cost=5_000)
def expand_archives(file: Attachment) -> Expanded:
    """An archive's files."""
    raise NotImplementedError


@provided("file.message_screenshot", needs="screenshot", cost=50_000)
def message_screenshot() -> Attachment:
    """The message as its recipient sees it, as an image."""
    raise NotImplementedError


@provided("beta.message_screenshot", needs="screenshot", cost=50_000)
def beta_message_screenshot() -> Attachment:
    """Older name of `file.message_screenshot`."""
    raise NotImplementedError


@provided("file.html_screenshot", needs="screenshot", cost=50_000)
def html_screenshot(document: Html | Attachment | str) -> Attachment:
    """An HTML document as an image."""
    raise NotImplementedError


@provided("beta.ocr", needs="ocr", cost=50_000)
def ocr(file: Attachment) -> Ocr:
    """The text on an image or document."""
    raise NotImplementedError


@provided("beta.scan_qr", needs="qr", cost=20_000)
def scan_qr(file: Attachment) -> QrScan:
    """QR and bar codes on an image or document."""
    raise NotImplementedError


@provided("beta.parse_exif", needs="exif", cost=2_000)
def parse_exif(file: Attachment) -> Metadata:
    """A file's metadata."""
    raise NotImplementedError


FUNCTIONS = (
    parse_text, parse_html, parse_eml, oletools, expand_archives, message_screenshot,
    beta_message_screenshot, html_screenshot, ocr, scan_qr, parse_exif,
)  # fmt: skip

"""`file.*` and its `beta.*` forms that a capability answers: archives, macros, images."""

from dataclasses import dataclass

from unhook.links.model import Url
from unhook.message.model import Attachment, Html
from unhook.mql.library.function import provided


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


FUNCTIONS = (
    oletools, expand_archives, message_screenshot, beta_message_screenshot, html_screenshot, ocr, scan_qr,
)  # fmt: skip

"""`file.*` that is answered here: attached text, HTML and mail."""

from dataclasses import dataclass

from unhook.message.model import Attachment, Html, Message
from unhook.mql.library.function import function
from unhook.mql.run import Run

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# A file that is no text shows it early.
_TOLD = 65_536


@dataclass(frozen=True, slots=True)
class FileText:
    """A file read as text."""

    text: str | None = None


@function("file.parse_text", remember=True, cost=50)
def parse_text(run: Run, file: Attachment, *, encodings: tuple[str, ...] = ()) -> FileText:
    """The file as text: by the named encodings in turn, else UTF-8, UTF-16 with a mark, Windows-1252."""
    return FileText(run.source(as_text(_beginning(run, file, "rule_source_chars"), encodings)))


@function("file.parse_html", remember=True, cost=500)
def parse_html(run: Run, file: Attachment) -> Html | None:
    """The file as an HTML document; null for a picture, an archive and what else is no text."""
    from unhook.message.body.html import document

    if b"\0" in file.raw[:_TOLD] and not file.raw.startswith(_UTF16_MARKS):
        return None
    found = document(as_text(_beginning(run, file, "html_bytes"), ()))
    run.source(found.raw)
    return found


@function("file.parse_eml", remember=True, cost=2_000)
def parse_eml(run: Run, file: Attachment) -> Message | None:
    """The file as a message of its own, with the same context; null when it is none."""
    from unhook.message import parse
    from unhook.message.container import report

    raw = report.as_rfc5322(file.raw) if report.is_mail(file) or file.kind in ("eml", "msg") else None
    if not raw:
        return None
    found = parse(raw, run.context)
    if found.body.html is not None:
        run.source(found.body.html.raw)
    return found


def _beginning(run: Run, file: Attachment, limit: str) -> bytes:
    """As much of the file as the limit of that name allows, in bytes."""
    most: int = getattr(run.limits, limit)
    if len(file.raw) > most:
        run.limits_reached.add(limit)
    return file.raw[:most]


def as_text(data: bytes, encodings: tuple[str, ...] = ()) -> str:
    """Bytes as text: by the named encodings in turn, else UTF-8, UTF-16 with a mark, Windows-1252."""
    marked = ("utf-16",) if data.startswith(_UTF16_MARKS) else ()
    for encoding in (*encodings, *marked, "utf-8-sig"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")


FUNCTIONS = (parse_text, parse_html, parse_eml)

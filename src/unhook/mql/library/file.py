"""`file.*` that is answered here: attached text, HTML and mail."""

from dataclasses import dataclass

from unhook.message.model import Attachment, Html, Message
from unhook.mql.library.function import function
from unhook.mql.run import Run


@dataclass(frozen=True, slots=True)
class FileText:
    """A file read as text."""

    text: str | None = None


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
    from unhook.message.container import report

    raw = report.as_rfc5322(file.raw) if report.is_mail(file) or file.kind in ("eml", "msg") else None
    return parse(raw, run.context) if raw else None


def as_text(data: bytes, encodings: tuple[str, ...] = ()) -> str:
    """Bytes as text: by the named encodings in turn, else UTF-8, UTF-16 with a mark, Windows-1252."""
    marked = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for encoding in (*encodings, *marked, "utf-8-sig"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")


FUNCTIONS = (parse_text, parse_html, parse_eml)

"""URLs written in a text file's bytes, whatever its format."""

from html import unescape

from unhook.files import plain
from unhook.files.model import Found, Reference
from unhook.files.scanner import Sample, Scanner
from unhook.message.body import linkify

_PROSE = frozenset({"txt", "unknown"})


def scan(sample: Sample) -> Found:
    """Each URL once. Those of plain text are references; pages and scripts have scanners that say how."""
    limits = sample.limits
    text = plain.text(sample.data, limits.text_chars)
    if "&amp;" in text or "&#" in text:
        text = unescape(text)
    urls = list(dict.fromkeys(found.url for _, found in linkify.urls(text, limits.references)))
    references = tuple(Reference(each, "text") for each in urls) if sample.kind in _PROSE else ()
    return Found({"url": {"urls": urls}}, references=references)


SCANNER = Scanner(
    "urls",
    scan,
    frozenset(
        [
            "txt",
            "html",
            "svg",
            "xml",
            "js",
            "vbs",
            "ps1",
            "bat",
            "eml",
            "ics",
            "vcf",
            "url",
            "rtf",
            "py",
            "sh",
            "pl",
        ]
    ),
    frozenset(
        {"txt", "csv", "json", "js", "vbs", "ps1", "bat", "hta", "wsf", "ics", "vcf", "url", "md", "log"}
    ),
)

"""Codes drawn in the characters of a text, or in the cells of an HTML page's tables."""

from dataclasses import replace

from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner
from unhook.limits import DEFAULT


def _scan(sample: Sample) -> Found:
    """Give the members `qr` and `codes`, references, and the sign `code-drawn-in-text` or
    `code-drawn-in-table`.
    """
    from unhook.files.picture import decoded, drawn

    limits = sample.limits
    source = sample.data[: limits.text_chars * 4].decode("utf-8", "replace")[: limits.text_chars]
    if sample.kind == "html":
        found = drawn.in_html(source, replace(DEFAULT, html_bytes=limits.text_chars))
    else:
        found = drawn.in_text(source)
    medium = found[0].medium if found else ""
    return decoded.found(((each.code, each.medium) for each in found), limits, f"code-drawn-in-{medium}")


SCANNER = Scanner("drawn", _scan, kinds=frozenset({"html", "txt"}))

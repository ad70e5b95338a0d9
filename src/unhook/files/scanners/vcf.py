"""Contacts (vCard, RFC 6350): links, and pictures or keys that lie inside."""

import base64
import binascii
from collections.abc import Iterator
from itertools import islice

from unhook.files import content_lines, plain
from unhook.files.content_lines import Line
from unhook.files.model import Child, Found, Reference, Text
from unhook.files.scanner import Sample, Scanner

_LINKS = frozenset({"URL", "SOURCE", "IMPP", "CALURI", "FBURL", "SOUND", "PHOTO", "LOGO", "KEY"})
_WORDS = frozenset({"FN", "ORG", "TITLE", "NOTE", "EMAIL", "TEL"})
_DATA = frozenset({"PHOTO", "LOGO", "KEY", "SOUND"})


def scan(sample: Sample) -> Found:
    """Links of all contacts, what they say in words, pictures as children."""
    lines = list(content_lines.read(plain.text(sample.data, sample.limits.text_chars)).all_lines())
    # Apple writes `item1.URL`.
    named = [(line.name.rpartition(".")[2], line) for line in lines]
    links = dict.fromkeys(
        line.text.strip()
        for name, line in named
        if name in _LINKS and line.value.lower().lstrip().startswith("http")
    )
    words = "\n".join(line.text for name, line in named if name in _WORDS)
    return Found(
        children=tuple(islice(_children(named), sample.limits.files)),
        references=tuple(Reference(link, "contact") for link in links)[: sample.limits.references],
        texts=(Text(words),) if words else (),
    )


def _children(named: list[tuple[str, Line]]) -> Iterator[Child]:
    for name, line in named:
        if name not in _DATA:
            continue
        encoded = line.value
        if encoded.startswith("data:"):
            encoded = encoded.partition(",")[2]
        elif (line.parameter("ENCODING") or "").upper() not in ("B", "BASE64"):
            continue
        try:
            data = base64.b64decode(encoded)
        except (binascii.Error, ValueError):
            continue
        if data:
            yield Child(data, name.lower(), "contact's data")


SCANNER = Scanner("vcf", scan, kinds=frozenset({"vcf"}), extensions=frozenset({"vcf", "vcard"}))

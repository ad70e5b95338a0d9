"""Who wrote a document, and when: core properties under ExifTool's names."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

_FIELDS = 100
_CHARS = 2_000
# The property as Office Open XML and OLE name it, and as ExifTool does.
_NAMES = {
    "creator": "Creator", "author": "Author", "title": "Title", "subject": "Subject", "keywords": "Keywords",
    "description": "Description", "comments": "Comments", "lastModifiedBy": "LastModifiedBy",
    "last_saved_by": "LastModifiedBy", "revision": "RevisionNumber", "revision_number": "RevisionNumber",
    "created": "CreateDate", "create_time": "CreateDate", "modified": "ModifyDate",
    "last_saved_time": "ModifyDate",
    "Application": "Application", "creating_application": "Software", "AppVersion": "AppVersion",
    "Template": "Template", "template": "Template", "Company": "Company", "company": "Company",
    "Manager": "Manager", "manager": "Manager", "Pages": "Pages", "num_pages": "Pages", "Words": "Words",
    "num_words": "Words", "Characters": "Characters", "num_chars": "Characters", "Slides": "Slides",
    "category": "Category", "HyperlinkBase": "HyperlinkBase", "codepage": "CodePage",
    "TotalTime": "TotalEditTime", "DocSecurity": "DocSecurity", "security": "Security",
    "initial-creator": "Author", "generator": "Generator", "date": "ModifyDate",
    "creation-date": "CreateDate",
}  # fmt: skip


def told(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """In the shape of `mql.library.metadata.Metadata`, from names and values as the format has them."""
    fields: dict[str, str] = {}
    for name, written in pairs:
        value = written.replace("\x00", "").strip()
        if value and len(fields) < _FIELDS and (key := _NAMES.get(name)):
            fields.setdefault(key, value[:_CHARS])
    pages = fields.get("Pages") or fields.get("Slides") or ""
    return {
        "fields": [{"key": key, "value": value} for key, value in fields.items()],
        "creator": fields.get("Creator"),
        "author": fields.get("Author") or fields.get("Creator"),
        "title": fields.get("Title"),
        "producer": fields.get("Application") or fields.get("Software"),
        "page_count": int(pages) if pages.isdecimal() and len(pages) < 8 else None,
    }


def of_ole(metadata: Any) -> Iterable[tuple[str, str]]:
    """The properties that olefile reads of the two summary streams."""
    for name in (*metadata.SUMMARY_ATTRIBS, *metadata.DOCSUM_ATTRIBS):
        value = getattr(metadata, name, None)
        if isinstance(value, bytes):
            yield name, value.decode("utf-8", "replace")
        elif isinstance(value, datetime):
            yield name, f"{value:%Y:%m:%d %H:%M:%S}"
        elif isinstance(value, str | int):
            yield name, str(value)

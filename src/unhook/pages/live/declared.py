"""What an answer says that it is (RFC 9110 section 8.3, RFC 6266): a page to show, or a file to keep."""

from collections.abc import Mapping
from email.message import Message as Headers


def of(fields: Mapping[str, str]) -> Headers:
    """The type and disposition of an answer by its fields, named in lower case; else of a page to show."""
    declared = Headers()
    declared["Content-Type"] = fields.get("content-type", "text/html")
    declared["Content-Disposition"] = fields.get("content-disposition", "inline")
    return declared


def file_name(declared: Headers) -> str | None:
    """The name of a file to keep; None for what is to be shown."""
    attached = declared.get_content_disposition() == "attachment"
    return (declared.get_filename() or "download") if attached else None

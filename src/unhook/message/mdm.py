"""The public Message Data Model as plain JSON values."""

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from unhook.message.model import Attachment, Message

_BY_CONTENT = ("file_type", "md5", "sha1", "sha256")


def as_json(message: Message) -> dict[str, Any]:
    """The model under its public names, ready for `json.dumps`.

    What is absent is left out, arrays are always there; times are ISO 8601; attachments
    come without their bytes but with true type and hashes. Unhook's own fields (offsets,
    bytes) are left out.
    """
    converted = plain(message)
    assert isinstance(converted, dict)
    return converted


@cache
def _public(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    """(attribute, public name) of a model class; a trailing underscore only avoids a keyword."""
    shown: list[Field[Any]] = [each for each in fields(kind) if each.metadata.get("mdm", True)]
    return tuple((each.name, each.name.rstrip("_")) for each in shown)


def plain(value: object) -> Any:
    """Any value of the model in the same form, for what an expression picked out of it."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((name, getattr(value, attribute)) for attribute, name in _public(type(value)))
        converted = {name: plain(each) for name, each in pairs if each is not None}
        if isinstance(value, Attachment):
            converted |= {name: getattr(value, name) for name in _BY_CONTENT}
        return converted
    raise TypeError(f"no JSON form for {type(value).__name__}")

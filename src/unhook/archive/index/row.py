"""One mail as a row: a line of JSON that the table is filled from."""

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from unhook import message as messages
from unhook.archive.index import columns
from unhook.context import Context
from unhook.message.container.stored import Stored
from unhook.message.mdm import as_json
from unhook.mql.types import INT, TIME, ListOf, Record, Type, fields_of

_MOST = 2**53
"""From here on a number may be another one as a float."""


def of(stored: Stored, context: Context) -> bytes:
    """The mail's row. One that breaks the parser has only its bytes, so that hunts see it break."""
    exact = _Exact()
    row: dict[str, Any] = {
        "path": exact.text(stored.origin),
        "place": stored.index,
        "sha256": hashlib.sha256(stored.raw).hexdigest(),
        "raw": b64encode(stored.raw).decode(),
    }
    try:
        model = as_json(messages.parse(stored.raw, context))
    except Exception:
        return _line(row | {"whole": False})
    row |= {field: exact.value(model.get(field), kind) for field, kind in columns.model().items()}
    return _line(row | {"whole": exact.kept})


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@dataclass(slots=True)
class _Exact:
    """The model's values as columns can hold them; `kept` ends false when one of them became another."""

    kept: bool = True

    def value(self, value: Any, kind: Type) -> Any:
        if value is None:
            return None
        if isinstance(kind, ListOf):
            return [self.value(each, kind.item) for each in value]
        if isinstance(kind, Record):
            known = fields_of(kind.shape)
            return {
                field: self.value(each, known[field].type)
                for field, each in value.items()
                if columns.sql_type(known[field].type)
            }
        if kind == TIME:
            return self.time(value)
        if kind == INT and abs(value) >= _MOST:
            self.kept = False
            return None
        return self.text(value) if isinstance(value, str) else value

    def text(self, text: str) -> str:
        """UTF-8 has no halves of surrogate pairs, and NUL ends texts in too many programs."""
        if text.isascii() and "\0" not in text:
            return text
        clean = text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
        self.kept &= clean == text
        return clean

    def time(self, written: str) -> str | None:
        """In UTC, without the offset."""
        moment = datetime.fromisoformat(written)
        try:
            moment = moment.astimezone(UTC) if moment.tzinfo else moment
        except OverflowError:
            self.kept = False
            return None
        return moment.replace(tzinfo=None).isoformat(" ")

"""Texts of any length as they are kept: compressed, then sealed where there is a key."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from unhook.store.keys import Keys


@dataclass(frozen=True, slots=True)
class Safe:
    """Puts texts away and takes them out again; `place` is part of the seal."""

    keys: Keys

    def put(self, text: bytes, place: str) -> tuple[bytes, str | None]:
        """What to keep, and the name of the key."""
        return self.keys.seal(zlib.compress(text), place)

    def take(self, kept: bytes, key: str | None, place: str) -> bytes:
        """The text. Raises `StoreError` where it cannot be opened."""
        return zlib.decompress(self.keys.open(kept, key, place))

    def put_json(self, value: Any, place: str) -> tuple[bytes, str | None]:
        """As `put`, of a JSON value."""
        return self.put(json.dumps(value, separators=(",", ":")).encode(), place)

    def take_json(self, kept: bytes, key: str | None, place: str) -> Any:
        """As `take`."""
        return json.loads(self.take(kept, key, place))

    def again(self, kept: bytes, key: str | None, place: str) -> tuple[bytes, str | None]:
        """The same under the current key."""
        return self.keys.seal(self.keys.open(kept, key, place), place)

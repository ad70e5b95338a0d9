"""Keys for what is kept of mails: sealed with one, opened with any that is still known.

A key is written `NAME:BASE64` with 32 bytes; the first of several seals. AES-256-GCM (NIST SP 800-38D)
with a random nonce for each text, bound to the key's name and to the place it is kept at, so that neither
can be exchanged. One key is good for 2^32 texts.
"""

import base64
import binascii
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from unhook.errors import ConfigError, StoreError

VARIABLE, FILE_VARIABLE = "UNHOOK_STORE_KEYS", "UNHOOK_STORE_KEY_FILE"
_BYTES = 32
_NONCE_BYTES = 12
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Keys:
    """Keys by name; `current` seals, `None` seals nothing."""

    known: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    current: str | None = None

    def seal(self, text: bytes, place: str) -> tuple[bytes, str | None]:
        """The sealed text and the name of the key; the text as it is where there is no key."""
        if self.current is None:
            return text, None
        nonce = os.urandom(_NONCE_BYTES)
        cipher = AESGCM(self.known[self.current])
        return nonce + cipher.encrypt(nonce, text, _bound(self.current, place)), self.current

    def open(self, sealed: bytes, key: str | None, place: str) -> bytes:
        """The text again. Raises `StoreError` without the key, and where it is not what was sealed there."""
        if key is None:
            return sealed
        if key not in self.known:
            raise StoreError(
                f"this was sealed with the key {key!r}, which is not among the keys given", temporary=False
            )
        try:
            nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            return AESGCM(self.known[key]).decrypt(nonce, body, _bound(key, place))
        except (InvalidTag, ValueError):
            raise StoreError(
                f"what is kept at {place} is not what was sealed there", temporary=False
            ) from None


def fresh(name: str) -> str:
    """A new key as it is written. Raises `ConfigError` for a name that is none."""
    return f"{_checked(name)}:{base64.b64encode(os.urandom(_BYTES)).decode()}"


def read(environ: Mapping[str, str] = os.environ) -> Keys:
    """The keys of the file that `UNHOOK_STORE_KEY_FILE` names, one a line (`#` starts a comment), else those
    in `UNHOOK_STORE_KEYS`, separated by spaces. Raises `ConfigError`, which quotes no key.
    """
    if path := environ.get(FILE_VARIABLE):
        return parse(_lines(Path(path)), path)
    return parse(environ.get(VARIABLE, "").split(), VARIABLE)


def parse(lines: list[str], origin: str) -> Keys:
    """The keys of these lines. Raises `ConfigError` naming `origin` and the line's number."""
    known: dict[str, bytes] = {}
    for place, line in enumerate(lines, 1):
        name, _, text = line.partition(":")
        try:
            secret = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            secret = b""
        if not _NAME.fullmatch(name) or len(secret) != _BYTES or name in known:
            raise ConfigError(f"{origin}: entry {place} is no key; make one with: unhook store key NAME")
        known[name] = secret
    return Keys(known, next(iter(known), None))


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_mode & _OTHERS:
            raise ConfigError(f"{path}: others may read the keys; allow it to the owner alone (chmod 600)")
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: the keys cannot be read: {error}") from None
    return [text for line in lines if (text := line.partition("#")[0].strip())]


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{name!r} cannot name a key: use letters, digits, dots and dashes")
    return name


def _bound(key: str, place: str) -> bytes:
    return f"{key}\n{place}".encode()

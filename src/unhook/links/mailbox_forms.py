"""A mailbox in the forms a link may carry it in, prepared once."""

import base64
import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class MailboxForms:
    """An address prepared for the search, lower case; `clear` and `base64` are pieces its forms must have."""

    whole: str
    local_part: str
    domain: str
    rot13: str
    digests: frozenset[str]
    clear: tuple[str, ...]
    base64: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=256)
    def of(text: str) -> "MailboxForms | None":
        """Prepare an addr-spec; what is none gives `None`."""
        written = text.strip()
        whole = written.lower()
        local_part, _, domain = whole.rpartition("@")
        if not local_part or not domain:
            return None
        spellings = {whole.encode("utf-8", "replace"), written.encode("utf-8", "replace")}
        makers = (hashlib.md5, hashlib.sha1, hashlib.sha256)
        digests = {make(each, usedforsecurity=False).hexdigest() for each in spellings for make in makers}
        rot13 = codecs.encode(whole, "rot13")
        hexadecimal = whole.encode("utf-8", "replace").hex()
        parts = (*spellings, domain.encode("utf-8", "replace"))
        opaque = {piece for part in parts if len(part) > 4 for piece in aligned(part)}
        return MailboxForms(
            whole=whole,
            local_part=local_part,
            domain=domain,
            rot13=rot13,
            digests=frozenset(digests),
            clear=(local_part, domain, domain.replace(".", "-"), whole[::-1], rot13, hexadecimal, *digests),
            base64=tuple(opaque),
        )

    def may_stand_in(self, clear: str, opaque: str) -> bool:
        """Rule out most texts by substrings: `clear` is lower case, `opaque` in standard base64 letters."""
        return any(piece in clear for piece in self.clear) or any(piece in opaque for piece in self.base64)


def aligned(text: bytes) -> Iterator[str]:
    """Give the letters that base64 of `text` has for certain at each of the three alignments (RFC 4648)."""
    for before in range(3):
        letters = base64.b64encode(b"\0" * before + text).decode("ascii").rstrip("=")
        whole = (before + len(text)) // 3 * 4
        yield letters[(before * 8 + 5) // 6 : whole]

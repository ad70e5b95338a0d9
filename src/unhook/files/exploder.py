"""What rules ask of files, as the capabilities `explode`, `oletools`, `exif`, `qr`, `ocr` and `logo`."""

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from typing import Any

from unhook.files import layers
from unhook.files.model import Tree
from unhook.files.tree import Scan, explode
from unhook.limits import FILES, FileLimits
from unhook.message.model import Message

LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "explode": ("msgspec",),
    "oletools": ("msgspec", "oletools"),
    "exif": ("msgspec", "PIL"),
    "qr": ("msgspec", "zxingcpp"),
    "ocr": ("msgspec", "tesserocr"),
}
"""The capabilities, each with the libraries that its scanners need."""

MISSING = "unsupported"
"""The fault of a scanner whose library is not installed, which its detail names."""

_KEPT = 8
"""Trees that are kept of files that belong to no message."""


@cache
def available() -> frozenset[str]:
    """The capabilities whose libraries are installed; nothing is loaded to know it."""
    return frozenset(
        name for name, modules in LIBRARIES.items() if all(find_spec(module) for module in modules)
    )


class Exploder:
    """Answers about files, each from one tree a file, which is made when it is first asked for.

    `scan` answers for one file. `of` gives one for a single message, with the passwords
    it offers and one budget for all its files; what is asked of the first knows of no message.
    """

    def __init__(self, scan: Scan, limits: FileLimits = FILES) -> None:
        self._scan = scan
        self._limits = self._left = limits
        self._passwords: tuple[str, ...] = ()
        self._recipients: tuple[str, ...] = ()
        self._bound = False
        self._trees: dict[tuple[bytes, str | None, str | None], Tree] = {}

    def of(self, message: Message) -> "Exploder":
        """One that knows this message, with nothing used up."""
        from unhook.files.passwords import candidates

        bound = Exploder(self._scan, self._limits)
        bound._bound = True
        bound._passwords = candidates(
            message.subject.subject or "", message.body.text, self._limits.passwords
        )
        people = message.recipients
        boxes = (*people.to, *people.cc, *people.bcc, *([message.mailbox] if message.mailbox else ()))
        bound._recipients = tuple(dict.fromkeys(box.email.email for box in boxes if box.email.email))
        return bound

    def facts(self) -> dict[str, Any]:
        """Itself, under the name of each capability that is available."""
        return dict.fromkeys(sorted(available()), self)

    def tree(self, file: Any) -> Tree:
        """Of an attachment, an HTML document or a part of one."""
        raw = file.raw if isinstance(file.raw, bytes) else str(file.raw).encode("utf-8", "replace")
        name = getattr(file, "file_name", None)
        media_type = getattr(file, "content_type", None if isinstance(file.raw, bytes) else "text/html")
        key = (sha256(raw).digest(), name, media_type)
        if key not in self._trees:
            if not self._bound and len(self._trees) >= _KEPT:
                self._trees.pop(next(iter(self._trees)))
            self._trees[key] = self._made(raw, name, media_type)
        return self._trees[key]

    def _made(self, raw: bytes, name: str | None, media_type: str | None) -> Tree:
        start = time.monotonic()
        tree = explode(
            raw,
            name,
            media_type,
            self._scan,
            passwords=self._passwords,
            recipients=self._recipients,
            limits=self._left,
        )
        if self._bound:
            left = self._left
            self._left = replace(
                left,
                files=max(0, left.files - len(tree.nodes)),
                scanned_bytes=max(0, left.scanned_bytes - sum(node.size for node in tree.nodes)),
                seconds=max(0.0, left.seconds - (time.monotonic() - start)),
            )
        return tree

    def explode(self, file: Any) -> list[dict[str, Any]]:
        """`file.explode`."""
        return layers.layers(self.tree(file))

    def expand_archives(self, file: Any) -> dict[str, Any]:
        """`file.expand_archives`."""
        return layers.expanded(self.tree(file))

    def oletools(self, file: Any) -> Any:
        """`file.oletools`."""
        return layers.macros(self.tree(file))

    def parse_exif(self, file: Any) -> Any:
        """`beta.parse_exif`."""
        return layers.metadata(self.tree(file))

    def ocr(self, file: Any) -> dict[str, Any]:
        """`beta.ocr`."""
        return layers.recognised(self.tree(file))

    def scan_qr(self, file: Any) -> dict[str, Any]:
        """`beta.scan_qr`."""
        return layers.codes(self.tree(file))

    def logo_detect(self, file: Any) -> dict[str, Any]:
        """`ml.logo_detect`."""
        return layers.logos(self.tree(file))

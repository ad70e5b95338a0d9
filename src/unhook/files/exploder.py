"""What rules ask of files, as the capabilities `explode`, `oletools`, `exif`, `qr`, `ocr` and `logo`."""

import time
from dataclasses import replace
from hashlib import sha256
from typing import Any

from unhook.context import INSPECTION, Inspection
from unhook.errors import ConfigError
from unhook.files import layers
from unhook.files.clamd import Clamd
from unhook.files.model import Fault, Sign, Tree
from unhook.files.passwords import candidates
from unhook.files.scanning import Scanning
from unhook.files.tree import Scan, explode
from unhook.message.model import Message

_KEPT = 8
"""Trees that are kept of files that belong to no message."""


class Exploder:
    """Answers about files, each from one tree a file, which is made when it is first asked for.

    `scan` answers for one file, by default the workers of this process. `message`: whether all files are
    those of one, and so have one budget and are kept; else the last few are.
    """

    def __init__(
        self,
        inspection: Inspection = INSPECTION,
        scan: Scan | None = None,
        *,
        message: bool = False,
        passwords: tuple[str, ...] = (),
        recipients: tuple[str, ...] = (),
    ) -> None:
        self._scan = scan or Scanning(inspection.yara)
        self._left = inspection.limits
        self._clamd = Clamd(inspection.clamd) if inspection.clamd else None
        self._message = message
        self._passwords = passwords
        self._recipients = recipients
        self._trees: dict[tuple[bytes, str | None, str | None], Tree] = {}

    def tree(self, file: Any) -> Tree:
        """Of an attachment, an HTML document or a part of one."""
        raw = file.raw if isinstance(file.raw, bytes) else str(file.raw).encode("utf-8", "replace")
        name = getattr(file, "file_name", None)
        media_type = getattr(file, "content_type", None if isinstance(file.raw, bytes) else "text/html")
        key = (sha256(raw).digest(), name, media_type)
        if key not in self._trees:
            if not self._message and len(self._trees) >= _KEPT:
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
        if self._clamd:
            tree = _with_virus(tree, self._clamd)
        if self._message:
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


def _with_virus(tree: Tree, daemon: Clamd) -> Tree:
    """What ClamAV's daemon says of the file as a sign; where it does not answer, as a fault."""
    whole, *inside = tree.nodes
    found = whole.found
    try:
        virus = daemon.scan(whole.data)
        found = replace(found, signs=(*found.signs, Sign("virus", virus))) if virus else found
    except ConfigError as error:
        found = replace(found, faults=(*found.faults, Fault("failed", f"clamd: {error}")))
    return replace(tree, nodes=(replace(whole, found=found), *inside))


def of(
    message: Message,
    inspection: Inspection = INSPECTION,
    scan: Scan | None = None,
    passwords: tuple[str, ...] = (),
) -> Exploder:
    """One for the files of a message, with `passwords` and those that it offers."""
    people = message.recipients
    boxes = (*people.to, *people.cc, *people.bcc, *([message.mailbox] if message.mailbox else ()))
    return Exploder(
        inspection,
        scan,
        message=True,
        passwords=passwords
        + candidates(
            message.subject.subject or "", message.body.text, inspection.limits.passwords - len(passwords)
        ),
        recipients=tuple(dict.fromkeys(box.email.email for box in boxes if box.email.email)),
    )

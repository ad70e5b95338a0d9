"""What rules ask of files, as the capabilities `explode`, `oletools`, `exif`, `qr`, `ocr` and `logo`."""

import time
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from unhook.context import INSPECTION, Inspection
from unhook.errors import ConfigError
from unhook.files import answers, layers
from unhook.files.clamd import Clamd
from unhook.files.model import Fault, Found, Node, Sign, Tree
from unhook.files.passwords import candidates
from unhook.files.scanner import Sample
from unhook.files.scanners import logo, ocr
from unhook.files.scanning import Scanning
from unhook.files.tree import Scan, explode
from unhook.message.model import Message

_KEPT = 8
"""Trees, and second looks at files, that are kept of files that belong to no message."""

ON_DEMAND = {each.name: each for each in (logo.SCANNER, ocr.SCANNER)}
"""Scanners that cost more than all others together, and run when somebody asks."""


class Exploder:
    """Answers about files, each from one tree a file, which is made when it is first asked for.

    `scan` answers for one file, by default the workers of this process. `message`: whether all files are
    those of one, and so have one budget and are kept; else the last few are. `together`: see `Files`.
    """

    def __init__(
        self,
        inspection: Inspection = INSPECTION,
        scan: Scan | None = None,
        *,
        together: layers.Together = layers.logos_alone,
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
        self._together = together
        self._trees: dict[tuple[bytes, str | None, str | None], Tree] = {}
        self._looks: dict[tuple[bytes, frozenset[str]], Found] = {}

    def tree(self, file: Any, *also: str) -> Tree:
        """Of an attachment, an HTML document or a part of one; `also`: with what these say on demand."""
        raw = file.raw if isinstance(file.raw, bytes) else str(file.raw).encode("utf-8", "replace")
        name = getattr(file, "file_name", None)
        media_type = getattr(file, "content_type", None if isinstance(file.raw, bytes) else "text/html")
        key = (sha256(raw).digest(), name, media_type)
        if key not in self._trees:
            if not self._message and len(self._trees) >= _KEPT:
                self._trees.pop(next(iter(self._trees)))
            self._trees[key] = self._made(raw, name, media_type)
        tree = self._trees[key]
        if not also:
            return tree
        return replace(tree, nodes=tuple(self._seen_again(node, also) for node in tree.nodes))

    def look(self, sample: Sample) -> Found:
        """What the scanners that the sample names (`only`) say, once for the same bytes."""
        key = (sha256(sample.data).digest(), sample.only)
        if key not in self._looks:
            if self._left.seconds <= 0:
                return Found(faults=(Fault("limit:seconds"),))
            if not self._message and len(self._looks) >= _KEPT:
                self._looks.pop(next(iter(self._looks)))
            start = time.monotonic()
            self._looks[key] = self._scan(replace(sample, limits=self._left))
            self._spend(start)
        return self._looks[key]

    def _seen_again(self, node: Node, names: Iterable[str]) -> Node:
        samples = [
            Sample(node.data, node.kind, node.name, node.media_type, only=frozenset({name})) for name in names
        ]
        looks = [self.look(each) for each in samples if ON_DEMAND[min(each.only)].reads(each)]
        return replace(node, found=answers.merged([node.found, *looks])) if looks else node

    def _spend(self, start: float, files: int = 0, scanned: int = 0) -> None:
        """Of the message's budget, what was used since `start`."""
        left = self._left
        if self._message:
            self._left = replace(
                left,
                files=max(0, left.files - files),
                scanned_bytes=max(0, left.scanned_bytes - scanned),
                seconds=max(0.0, left.seconds - (time.monotonic() - start)),
            )

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
        self._spend(start, len(tree.nodes), sum(node.size for node in tree.nodes))
        return tree

    def explode(self, file: Any) -> list[dict[str, Any]]:
        """`file.explode`; words are read on a picture when a rule asks for them."""
        return layers.layers(self.tree(file), self._words)

    def _words(self, node: Node) -> Any:
        return self._seen_again(node, ["ocr"]).found.record.get("ocr")

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
        return layers.recognised(self.tree(file, "ocr"))

    def scan_qr(self, file: Any) -> dict[str, Any]:
        """`beta.scan_qr`."""
        return layers.codes(self.tree(file))

    def logo_detect(self, file: Any) -> dict[str, Any]:
        """`ml.logo_detect`."""
        return layers.logos(self.tree(file, "logo", "ocr"), self._together)


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
    together: layers.Together = layers.logos_alone,
) -> Exploder:
    """One for the files of a message, with `passwords` and those that it offers."""
    people = message.recipients
    boxes = (*people.to, *people.cc, *people.bcc, *([message.mailbox] if message.mailbox else ()))
    return Exploder(
        inspection,
        scan,
        together=together,
        message=True,
        passwords=passwords
        + candidates(
            message.subject.subject or "", message.body.text, inspection.limits.passwords - len(passwords)
        ),
        recipients=tuple(dict.fromkeys(box.email.email for box in boxes if box.email.email)),
    )

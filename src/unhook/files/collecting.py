"""What a scanner of documents has found so far, held within the limits of its sample."""

from collections.abc import Mapping
from typing import Any

from unhook.files.model import Child, Fault, Found, Reference, Sign, Text
from unhook.files.scanner import Sample
from unhook.limits import RATIO_FREE, allowance
from unhook.message.body.linkify import urls

_SIGN_CHARS = 500


class Collecting:
    """Children, links, text and signs of one file; what is too much becomes a fault, each fault once."""

    def __init__(self, sample: Sample) -> None:
        self.limits = sample.limits
        self.record: dict[str, Any] = {}
        self._left = min(
            self.limits.scanned_bytes,
            max(RATIO_FREE, len(sample.data)) + allowance(len(sample.data), self.limits.ratio),
        )
        self._chars = 0
        self._children: list[Child] = []
        self._references: dict[tuple[str, str], Reference] = {}
        self._known: set[str] = set()
        self._texts: list[Text] = []
        self._signs: dict[tuple[str, str], Sign] = {}
        self._faults: dict[tuple[str, str], Fault] = {}

    def room(self) -> int:
        """Bytes that may still come out, at most what one file may have."""
        return min(self._left, self.limits.file_bytes)

    def spend(self, size: int, where: str = "") -> bool:
        """Count bytes that came out; False, and a fault, where that is too much for this file."""
        self._left -= size
        if self._left < 0:
            self.fault("limit:ratio", where)
        return self._left >= 0

    def child(self, data: bytes, name: str | None, how: str, media_type: str | None = None) -> None:
        """Keep a file found inside; an empty one is none."""
        if not data:
            return
        if len(self._children) >= self.limits.files:
            self.fault("limit:files", name or how)
        elif len(data) > self.limits.file_bytes:
            self.fault("limit:file_bytes", name or how)
        else:
            self._children.append(Child(data, name, how, media_type))

    def reference(self, url: str, how: str, place: str = "") -> None:
        """Keep where the file leads, each URL once for each way."""
        url = url.strip().replace("\x00", "")
        if not url or (url, how) in self._references:
            return
        if len(self._references) >= self.limits.references:
            self.fault("limit:references")
        else:
            self._references[url, how] = Reference(url, how, place)
            self._known.add(url)

    def knows(self, url: str) -> bool:
        """Whether the URL was kept, whatever the way."""
        return url.strip() in self._known

    def text(self, text: str, place: str = "", how: str = "text") -> bool:
        """Keep words and the URLs among them; False, and a fault, where they are too many."""
        cut = text[: self.limits.text_chars - self._chars]
        self._chars += len(cut)
        if cut.strip():
            self._texts.append(Text(cut, how))
            for (start, end), _ in urls(cut, self.limits.references):
                self.reference(cut[start:end], "text", place)
        if len(cut) < len(text):
            self.fault("limit:text_chars")
        return len(cut) == len(text)

    def sign(self, name: str, detail: str = "") -> None:
        """Note a fact, each with each detail once."""
        if len(self._signs) < self.limits.references:
            self._signs.setdefault((name, detail[:_SIGN_CHARS]), Sign(name, detail[:_SIGN_CHARS]))

    def fault(self, name: str, detail: str = "") -> None:
        """Note what was not read; the first place of each kind stays."""
        if not any(known == name for known, _ in self._faults) or not name.startswith("limit:"):
            self._faults.setdefault((name, detail), Fault(name, detail))

    @property
    def links(self) -> tuple[str, ...]:
        """All URLs so far, each once."""
        return tuple(dict.fromkeys(url for url, _ in self._references))

    def found(self, record: Mapping[str, Any] | None = None) -> Found:
        """All that was collected."""
        return Found(
            record={**self.record, **(record or {})},
            children=tuple(self._children),
            references=tuple(self._references.values()),
            texts=tuple(self._texts),
            signs=tuple(self._signs.values()),
            faults=tuple(self._faults.values()),
        )

"""The documents of which a page is made: itself, its frames, and what its scripts unpack or write."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from unhook.files.web import smuggled
from unhook.limits import PageLimits
from unhook.links import whatwg
from unhook.message.mime import magic
from unhook.message.mime.charset import decode_text
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.source import script
from unhook.pages.source.model import Evidence
from unhook.pages.source.read import Read, read

_PAYLOADS = 20
_READABLE = magic.PLAIN | {"html", "svg", "js", magic.UNKNOWN}
_LEAST_WRITTEN = 12
_MARKUP = ("<input", "<form", "<iframe", "<script", "<h1", "<title", "<body")


class Parts:
    """Reads a page's documents, each once, the page itself first.

    Read `reached` and `files` after `all`: limits, and other files (kind, where) that scripts hold disguised.
    """

    def __init__(self, saved: Saved, limits: PageLimits) -> None:
        """Read `saved` within `limits`."""
        self._saved, self._limits = saved, limits
        self._resources = saved.by_url()
        self._left = limits.script_chars
        self._seen: set[str] = set()
        self._count: dict[str, int] = {}
        self.reached: list[str] = list(saved.reached)
        self.files: list[tuple[str, Evidence]] = []

    def all(self) -> tuple[Read, ...]:
        """Every document, those that hold them before those within."""
        source = decode_text(self._saved.html, self._saved.charset).text
        waiting = deque([("page", source, self._saved.url, 0)])
        found: list[Read] = []
        while waiting:
            how, source, base, depth = waiting.popleft()
            if source in self._seen:
                continue
            if len(found) >= self._limits.parts or depth > self._limits.depth:
                self.reached.append("parts" if len(found) >= self._limits.parts else "depth")
                break
            self._seen.add(source)
            here = self._read(how, source, base)
            found.append(here)
            waiting += [(how, inner, at, depth + 1) for how, inner, at in self._within(here)]
        return tuple(found)

    def _read(self, how: str, source: str, base: str | None) -> Read:
        self._count[how] = self._count.get(how, 0) + 1
        name = how if how == "page" else f"{how} {self._count[how]}"
        here = read(name, source, base, self._limits)
        if here.cut:
            self.reached.append("elements")
        sources = [*here.inline, *self._fetched(here)]
        kept = []
        for each in sources:
            if len(each) > self._left:
                self.reached.append("script_chars")
            kept.append(each[: self._left])
            self._left -= len(kept[-1])
        return replace(here, inline=tuple(kept), scripts=tuple(map(script.read, kept)))

    def _fetched(self, here: Read) -> Iterator[str]:
        for how, target, _ in here.leads:
            if how == "script" and (resource := self._resource(here, target)) is not None:
                yield decode_text(resource.data, None).text

    def _within(self, here: Read) -> Iterator[tuple[str, str, str | None]]:
        for how, target, _ in here.leads:
            resource = self._resource(here, target) if how == "frame" else None
            if resource is not None and resource.data:
                yield "frame", decode_text(resource.data, None).text, here.absolute(resource.url) or here.base
            elif target[:5].lower() == "data:":
                for payload in smuggled.payloads(f'"{target}"', 1, self._limits.html_bytes):
                    yield "frame", decode_text(payload.data, None).text, None
        for framed in here.framed:
            yield "frame", framed, here.base
        for each in here.scripts:
            for payload in smuggled.payloads(each.source, _PAYLOADS, self._limits.html_bytes):
                kind = magic.file_type(payload.data)
                if kind not in _READABLE:
                    self.files.append((kind, here.evidence(here.source[:80])))
                    continue
                text = decode_text(payload.data, None).text
                yield "unpacked", text if "<" in text else f"<script>{text}</script>", here.base
            for text in map(_unquoted, each.strings):
                if len(text) >= _LEAST_WRITTEN and any(mark in text.lower() for mark in _MARKUP):
                    yield "written", text, here.base

    def _resource(self, here: Read, target: str) -> Resource | None:
        found = here.base and whatwg.parse(target, here.base)
        plain = target.removeprefix("./").partition("#")[0]
        return self._resources.get(found.url if found else plain) or self._resources.get(plain)


def _unquoted(text: str) -> str:
    """Markup that was percent-encoded for `unescape`, plain."""
    return unquote(text) if "%3c" in text[:4_000].lower() else text

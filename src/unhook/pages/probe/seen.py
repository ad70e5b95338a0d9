"""What is to be seen on a page at a moment, and how its fields and buttons are touched: by the browser's own
hand, past whatever the page's scripts make of the language.
"""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession, Error, Frame, Page

from unhook.limits import PAGES
from unhook.pages.probe.rendered import STYLES, Node, Rendered, rendered
from unhook.pages.source import read
from unhook.pages.source.read import Field, Read

_SHOT_MILLISECONDS = 5_000


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press, with its words; `place` in the document, `submits` a form by itself."""

    node: Node
    text: str
    place: int
    submits: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A page at a moment: laid out, and read as any document is."""

    url: str
    page: Rendered
    read: Read

    def node(self, field: Field) -> Node | None:
        """Where to type."""
        return self.page.nodes.get(field.evidence.span[0]) if field.evidence.span else None

    def buttons(self) -> tuple[Button, ...]:
        """What can be pressed, in order."""
        return tuple(
            Button(node, self._words(place), place, _submits(node))
            for place, node in self.page.nodes.items()
            if node.tag not in ("input", "textarea", "select") or node.kind in ("submit", "image", "button")
        )

    def _words(self, place: int) -> str:
        source = self.page.html
        if source.startswith("<input", place):
            return source[place : source.find(">", place)]
        return source[source.find(">", place) + 1 : place + 400].partition("</")[0]


class Eye:
    """Looks at a page and types on it. Raises Playwright's `Error` where the page is gone."""

    def __init__(self, page: Page, mask: Callable[[str], str], part: str) -> None:
        """`part` names what is seen in evidence."""
        self._page, self._mask, self._part = page, mask, part
        self._sessions: dict[int, tuple[CDPSession, Frame | None]] = {}

    async def look(self) -> Seen:
        """What is seen now."""
        main = await self._page.context.new_cdp_session(self._page)
        self._sessions = {0: (main, None)}
        snapshots = [await _snapshot(main)]
        for frame in self._page.frames[1:]:
            # A frame in the same process is part of the page's own snapshot, and has no session.
            with contextlib.suppress(Error):
                session = await self._page.context.new_cdp_session(frame)
                snapshots.append(await _snapshot(session))
                self._sessions[len(snapshots) - 1] = (session, frame)
        page = rendered(snapshots, self._mask)
        url = self._page.url
        return Seen(url, page, read.read(self._part, page.html, url if "://" in url else None, PAGES))

    async def shot(self) -> bytes:
        """A picture (PNG) of the window; empty where the page cannot be drawn."""
        with contextlib.suppress(Error):
            return await self._page.screenshot(animations="disabled", timeout=_SHOT_MILLISECONDS)
        return b""

    async def fill(self, node: Node, text: str) -> bool:
        """Type into a field, in the place of what is in it; False where nothing can be typed."""
        if not await self._focus(node):
            return False
        await self._page.keyboard.press("Control+A")
        await self._page.keyboard.type(text)
        return True

    async def key(self, name: str, node: Node | None = None) -> None:
        """Press a key, in that field if one is given."""
        if node is None or await self._focus(node):
            await self._page.keyboard.press(name)

    async def press(self, node: Node) -> bool:
        """Click on the middle of something; False where it cannot be."""
        session, frame = self._sessions[node.surface]
        target = {"backendNodeId": node.backend}
        try:
            await session.send("DOM.scrollIntoViewIfNeeded", target)
            quads = (await session.send("DOM.getContentQuads", target))["quads"]
            if not quads:
                return False
            left, top = await _corner(frame)
            middle = [sum(quads[0][at::2]) / 4 for at in (0, 1)]
            await self._page.mouse.click(left + middle[0], top + middle[1])
        except Error:
            return False
        return True

    async def _focus(self, node: Node) -> bool:
        session, _ = self._sessions[node.surface]
        try:
            await session.send("DOM.focus", {"backendNodeId": node.backend})
        except Error:
            return False
        return True


async def _snapshot(session: CDPSession) -> dict[str, Any]:
    wanted: Mapping[str, Any] = {"computedStyles": list(STYLES)}
    return await session.send("DOMSnapshot.captureSnapshot", dict(wanted))


async def _corner(frame: Frame | None) -> tuple[float, float]:
    if frame is None:
        return 0.0, 0.0
    box = await (await frame.frame_element()).bounding_box()
    return (box["x"], box["y"]) if box else (0.0, 0.0)


def _submits(node: Node) -> bool:
    return (node.tag == "button" and node.kind in ("", "submit")) or node.kind in ("submit", "image")

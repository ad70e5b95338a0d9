"""A document as a picture, drawn where it can reach nothing."""

from typing import TYPE_CHECKING, Protocol

from unhook.limits import BROWSER, BrowserLimits
from unhook.pages.broker import Broker
from unhook.pages.browser.browser import Browser, shared
from unhook.pages.browser.visit import Act, Target

if TYPE_CHECKING:
    from playwright.async_api import Page


class Document(Broker, Protocol):
    """A broker that holds a page, which is at `start`."""

    @property
    def start(self) -> str:
        """Its address."""


def shot(
    document: Document,
    *,
    scripts: bool = False,
    width: int | None = None,
    browser: Browser | None = None,
    limits: BrowserLimits = BROWSER,
) -> bytes:
    """A PNG of the whole document, `width` pixels wide and no higher than `limits.height`.

    `scripts`: whether it may run its own. Remote pictures are not loaded. Raises `BrowserError`.
    """
    target = Target(document.start, scripts, width or limits.width)
    return (browser or shared()).visit(target, document, drawn(limits)).result


def drawn(limits: BrowserLimits = BROWSER) -> Act[bytes]:
    """The act that makes a PNG of a page."""

    async def act(page: "Page") -> bytes:
        session = await page.context.new_cdp_session(page)
        # The page's own word on its size is the page's to forge.
        size = (await session.send("Page.getLayoutMetrics"))["cssContentSize"]
        width = page.viewport_size["width"] if page.viewport_size else limits.width
        height = max(1, min(int(size["height"]), limits.height))
        return await page.screenshot(
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
            animations="disabled",
            timeout=limits.seconds * 1000,
        )

    return act

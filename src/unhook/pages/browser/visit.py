"""One page in a context of its own: whatever it asks for goes to the broker and into the record."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, ConsoleMessage, Error, Page, Route, WebSocketRoute

from unhook.limits import BrowserLimits
from unhook.pages.addressing import bare, joined
from unhook.pages.broker import Answer, Asked, Broker, Request
from unhook.pages.browser.switches import SCRIPT

Result = TypeVar("Result")
Act = Callable[[Page], Awaitable[Result]]
"""What is done with a page that has loaded: Playwright's page in, an answer out."""

_MARK = "unhook"
_NOTHING = Answer(status=204)
"""For a navigation that is blocked: the page stays, and what it does next is seen."""


@dataclass(frozen=True, slots=True)
class Target:
    """A page to visit. `scripts`: whether its scripts run; `width`: of the window, in pixels. `before`: a
    script of the visitor's own that runs in each frame before the page's; what is said by
    `console.debug("unhook", WORD)` is noted, whoever says it.
    """

    url: str
    scripts: bool = True
    width: int | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Visit(Generic[Result]):
    """What became of it: the answer of the act, where the page ended, all that it asked for, in order, and
    the words that `Target.before` noted, each once.
    """

    result: Result
    url: str
    asked: tuple[Asked, ...]
    notes: tuple[str, ...] = ()


async def opened(browser: Chromium, target: Target, limits: BrowserLimits) -> BrowserContext:
    """A context for one visit: a profile in memory that nobody else has had and nobody else gets."""
    return await browser.new_context(
        accept_downloads=False,
        service_workers="block",
        java_script_enabled=target.scripts,
        viewport={"width": target.width or limits.width, "height": 768},
    )


async def visit(
    context: BrowserContext, target: Target, broker: Broker, act: Act[Result], limits: BrowserLimits
) -> Visit[Result]:
    """Show the page, then `act`. Raises Playwright's `Error` for a page or browser that crashed."""
    record = _Record(broker, limits)
    await context.add_init_script(SCRIPT + target.before)
    await context.route("**", record.answer)
    await context.route_web_socket("**", record.socket)
    context.on("page", lambda page: _few(page, limits.windows))
    if target.before:
        context.on("console", record.said)
    page = await context.new_page()
    page.set_default_timeout(limits.seconds * 1000)
    address = await record.arrive(target.url)
    # A page that never loads, or that is not there, is looked at as far as it came.
    with contextlib.suppress(Error):
        await page.goto(address, timeout=limits.load_seconds * 1000)
    result = await act(page)
    return Visit(result, page.url, tuple(record.asked), tuple(record.notes))


async def _few(page: Page, most: int) -> None:
    if len(page.context.pages) > most:
        with contextlib.suppress(Error):
            await page.close()


class _Record:
    def __init__(self, broker: Broker, limits: BrowserLimits) -> None:
        self._broker = broker
        self._limits = limits
        self._ready: dict[str, Answer | None] = {}
        self.asked: list[Asked] = []
        self.notes: dict[str, None] = {}

    async def arrive(self, url: str) -> str:
        """Where redirects lead from there. What the broker says at the end is kept for the page."""
        answer = await self._answered(Request(bare(url), navigation=True))
        for _ in range(self._limits.redirects):
            if answer is None or answer.redirect is None:
                break
            here = joined(url, answer.redirect)
            if here is None:
                break
            url = here
            answer = await self._answered(Request(bare(url), navigation=True))
        self._ready[bare(url)] = answer
        return url

    async def answer(self, route: Route) -> None:
        """Give the page what it asks for."""
        request = _request(route)
        address = bare(request.url)
        answer = self._ready.pop(address) if address in self._ready else await self._answered(request)
        if answer is not None and answer.redirect is not None:
            answer = await self._redirected(request, answer)
        with contextlib.suppress(Error):
            if answer is None and not request.navigation:
                await route.abort("blockedbyclient")
                return
            given = answer or _NOTHING
            await route.fulfill(status=given.status, headers=dict(given.headers), body=given.body)

    async def _answered(self, request: Request) -> Answer | None:
        answer = None
        if len(self.asked) < self._limits.requests:
            # A broker that breaks answers nothing.
            with contextlib.suppress(Exception):
                answer = await asyncio.to_thread(self._broker.answer, request)
        self._note(Asked(request, answer is not None))
        return answer

    async def _redirected(self, request: Request, answer: Answer) -> Answer | None:
        """What stands for a redirect, whose next request Playwright would send to the network unasked.

        A page is sent on from an empty one at the same address; for all else the broker is asked again.
        """
        if request.navigation:
            return Answer(headers={"refresh": f"0;url={answer.redirect}", "content-type": "text/html"})
        url, following = request.url, answer
        for _ in range(self._limits.redirects):
            target = joined(bare(url), following.redirect or "")
            if target is None:
                return None
            url = target
            next_answer = await self._answered(Request(url, "GET", request.kind))
            if next_answer is None or next_answer.redirect is None:
                return next_answer
            following = next_answer
        return None

    def socket(self, socket: WebSocketRoute) -> None:
        """Take what a page says through a WebSocket; nobody answers."""
        self._note(Asked(Request(socket.url, kind="websocket")))

        def said(words: str | bytes) -> None:
            body = words.encode() if isinstance(words, str) else words
            self._note(Asked(Request(socket.url, kind="websocket", body=body)))

        socket.on_message(said)

    def said(self, message: ConsoleMessage) -> None:
        """Note a word of the visitor's own script; of others' there may be many."""
        mark, _, word = message.text.partition(" ")
        if mark == _MARK and message.type == "debug" and len(self.notes) < self._limits.requests:
            self.notes.setdefault(word)

    def _note(self, asked: Asked) -> None:
        if len(self.asked) < self._limits.requests:
            self.asked.append(asked)


def _request(route: Route) -> Request:
    asked = route.request
    body: Any = asked.post_data_buffer
    return Request(
        url=asked.url,
        method=asked.method,
        kind=asked.resource_type,
        navigation=asked.is_navigation_request(),
        headers=asked.headers,
        body=body,
    )

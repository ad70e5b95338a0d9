"""Pages for whoever asks, from any thread: one Chromium for many, replaced when it is worn or broken."""

import asyncio
import atexit
import os
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

from playwright.async_api import Error

from unhook.limits import BROWSER, BrowserLimits
from unhook.pages.broker import Broker
from unhook.pages.browser.failure import BrowserError
from unhook.pages.browser.launch import Launch, launch, patiently
from unhook.pages.browser.visit import Act, Target, Visit, opened, visit

Result = TypeVar("Result")


class Browser:
    """Shows pages. Nothing is started before the first one."""

    def __init__(self, limits: BrowserLimits = BROWSER) -> None:
        self._limits = limits
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="browser", daemon=True)
        self._thread.start()
        self._launch: Launch | None = None
        self._launching = asyncio.Lock()

    def visit(self, target: Target, broker: Broker, act: Act[Result], tries: int = 2) -> Visit[Result]:
        """Show a page of which `broker` answers every request, and `act` on it once it has loaded.

        `tries`: in how many browsers, where one is lost. Raises `BrowserError`; the next visit is none the
        worse for it.
        """
        return self._run(self._visit(target, broker, act, tries))

    def close(self) -> None:
        """End the browser and all that belongs to it."""
        if self._loop.is_closed():
            return
        self._run(self._replace(None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    async def _visit(self, target: Target, broker: Broker, act: Act[Result], tries: int) -> Visit[Result]:
        for _ in range(tries - 1):
            try:
                return await self._once(target, broker, act)
            except BrowserError as error:
                # Somebody else's page may have broken the browser under this one.
                if error.name != "lost":
                    raise
        return await self._once(target, broker, act)

    async def _once(self, target: Target, broker: Broker, act: Act[Result]) -> Visit[Result]:
        running = await self._running()
        context = None
        try:
            async with asyncio.timeout(self._limits.seconds):
                context = await opened(running.browser, target, self._limits)
                return await visit(context, target, broker, act, self._limits)
        except TimeoutError:
            # Without a page so far, nobody but the browser itself can hang: its helpers are gone, say.
            name = "hang" if context is not None and context.pages else "lost"
            raise BrowserError(name, f"more than {self._limits.seconds:g} seconds") from None
        except Error as error:
            told = error.message.split("\n", 1)[0]
            name = "lost" if not running.lives else "crash" if "crash" in told else "failed"
            raise BrowserError(name, told) from None
        finally:
            running.open -= 1
            closed = context is not None and await patiently(context.close(), self._limits.end_seconds)
            if not closed:
                await self._replace(running)
            elif running is not self._launch and not running.open:
                await running.end(self._limits.end_seconds)

    async def _running(self) -> Launch:
        """The browser for one more visit. One that is worn is ended by the last visit to it."""
        async with self._launching:
            current = self._launch
            if current and (current.pages >= self._limits.pages or not current.lives):
                self._launch = None
                if not current.open:
                    await current.end(self._limits.end_seconds)
            if self._launch is None:
                self._launch = await launch(self._limits)
            self._launch.pages += 1
            self._launch.open += 1
            return self._launch

    async def _replace(self, broken: Launch | None) -> None:
        """End the browser, unless it is another than the broken one by now."""
        async with self._launching:
            if self._launch and broken in {None, self._launch}:
                await self._launch.end(self._limits.end_seconds)
                self._launch = None


def shared() -> Browser:
    """The browser of this process, which ends with it."""
    return _of_process(os.getpid())


@cache
def _of_process(_process: int) -> Browser:
    browser = Browser()
    atexit.register(browser.close)
    return browser

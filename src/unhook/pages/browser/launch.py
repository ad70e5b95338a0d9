"""One Chromium, from its start to the last trace of it."""

import asyncio
import contextlib
import os
import shlex
import signal
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Error, Playwright, async_playwright

from unhook.files import folders
from unhook.limits import BrowserLimits
from unhook.pages.browser import availability, enclosure
from unhook.pages.browser.failure import BrowserError
from unhook.pages.browser.switches import switches


@dataclass(eq=False, slots=True)
class Launch:
    """A running browser. `pages`: shown so far; `open`: at the moment.

    `processes`: handles on the enclosure and on Playwright's driver; `folders`: to be removed in the end.
    """

    browser: Browser
    playwright: Playwright
    folders: tuple[str, ...]
    owned: int
    processes: tuple[int, ...]
    pages: int = 0
    open: int = 0
    ended: bool = field(default=False)

    @property
    def lives(self) -> bool:
        """Whether pages can be shown in it."""
        return not self.ended and self.browser.is_connected()

    async def end(self, seconds: float) -> None:
        """End it, by force unless it does so within `seconds`; nothing of it is left afterwards."""
        if self.ended:
            return
        self.ended = True
        await patiently(self.browser.close(), seconds)
        await patiently(self.playwright.stop(), seconds)
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(process, signal.SIGKILL)
            os.close(process)
        _forget(self.folders, self.owned)


async def launch(limits: BrowserLimits) -> Launch:
    """Start one. Raises `BrowserError`, and then nothing is left either."""
    why = availability.refusal()
    program = availability.chromium()
    if why or program is None:
        raise BrowserError("refused", why)
    folder, owned = folders.make()
    playwright = await async_playwright().start()
    try:
        browser = await playwright.chromium.launch(
            executable_path=_wrapper(folder, program),
            artifacts_dir=os.path.join(folder, "artifacts"),
            chromium_sandbox=True,
            args=switches(limits),
            env={},
            timeout=limits.launch_seconds * 1000,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        with open(os.path.join(folder, enclosure.PROCESSES)) as file:
            numbers, *outside = file.read().split("\n")
        processes = tuple(os.pidfd_open(int(number)) for number in numbers.split())
    except (Error, OSError) as error:
        await patiently(playwright.stop(), limits.end_seconds)
        _forget((folder,), owned)
        raise BrowserError("failed", str(error).split("\n", 1)[0]) from None
    return Launch(browser, playwright, (folder, *outside), owned, processes)


def _wrapper(folder: str, program: str) -> str:
    """The program as Playwright starts it: shut in, with whatever arguments it is given."""
    path = os.path.join(folder, "chromium")
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o700), "w") as file:
        file.write(f'#!/bin/sh\nexec {shlex.join([*availability.command(folder), program])} "$@"\n')
    return path


def _forget(used: Iterable[str], owned: int) -> None:
    for folder in used:
        folders.removed(folder)
    with contextlib.suppress(OSError):
        os.close(owned)


async def patiently(ending: Awaitable[Any], seconds: float) -> bool:
    """Whether something of Playwright's came to its end within that time."""
    try:
        async with asyncio.timeout(seconds):
            await ending
    except (Error, TimeoutError, OSError):
        return False
    return True

"""A page's time, run ahead of ours: what it does after a minute is seen within a second."""

import asyncio
import contextlib
import time

from playwright.async_api import CDPSession, Error, Page

from unhook.pages.probe.desk import Desk

_STEP = 500
_TURN = 0.02
_STALL = 1.0
_QUIET = 0.08


class Clock:
    """Lets a page's own time pass (Chromium's virtual time). Between whiles it stands still."""

    def __init__(self, session: CDPSession, desk: Desk, end: float) -> None:
        """`end`: when to stop waiting, on the monotonic clock."""
        self._session, self._desk, self._end = session, desk, end

    @classmethod
    async def of(cls, page: Page, desk: Desk, end: float) -> "Clock":
        """The clock of a page."""
        return cls(await page.context.new_cdp_session(page), desk, end)

    @property
    def over(self) -> bool:
        """Whether our own time is up."""
        return time.monotonic() >= self._end

    async def pass_(self, seconds: float) -> None:
        """Let so much of the page's time pass, and go on until it asks for nothing more."""
        left = seconds * 1000
        while not self.over and (left > 0 or not self._desk.quiet(_QUIET)):
            # Long spans in larger steps: an answer takes the same real time in each.
            step = max(_STEP, int(seconds * 1000 / 40))
            await self._grant(step)
            left -= step
            await asyncio.sleep(_TURN)

    async def _grant(self, milliseconds: int) -> None:
        passed = asyncio.Event()

        def told(_: object) -> None:
            passed.set()

        self._session.once("Emulation.virtualTimeBudgetExpired", told)
        with contextlib.suppress(TimeoutError, Error):
            await self._session.send(
                "Emulation.setVirtualTimePolicy",
                {"policy": "pauseIfNetworkFetchesPending", "budget": milliseconds,
                 "maxVirtualTimeTaskStarvationCount": 10_000},
            )  # fmt: skip
            async with asyncio.timeout(_STALL):
                await passed.wait()

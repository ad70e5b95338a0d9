"""Keeps a process beside the milter going: what it needs is on disk, so another can go on."""

import asyncio
import contextlib
import logging
import sys

from unhook.settings import Settings

_LOG = logging.getLogger(__name__)
_PAUSE = 2.0
_LAST_SECONDS = 10.0


class Keeper:
    """A process of one milter: a module that is run with the settings on its standard input."""

    def __init__(self, settings: Settings, module: str) -> None:
        self._settings = settings
        self._module = module
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start it, and keep it going."""
        self._task = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Let it record what waits, so far as it can, and end it."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._process is None or self._process.returncode is not None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _LAST_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _keep(self) -> None:
        while True:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self._module, stdin=asyncio.subprocess.PIPE
            )
            assert self._process.stdin is not None
            self._process.stdin.write(self._settings.model_dump_json().encode() + b"\n")
            with contextlib.suppress(OSError):
                await self._process.stdin.drain()
            status = await self._process.wait()
            _LOG.error("alarm: %s ended (%s); another is started", self._module, status)
            await asyncio.sleep(_PAUSE)

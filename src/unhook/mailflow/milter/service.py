"""The milter as a service: started, reloaded and stopped without losing a mail."""

import asyncio
import logging
import os
import socket
from pathlib import Path

from unhook.errors import UnhookError
from unhook.mailflow import signals
from unhook.mailflow.desk import Desk
from unhook.mailflow.held import process as held
from unhook.mailflow.keeper import Keeper
from unhook.mailflow.milter.listen import listen
from unhook.mailflow.milter.server import Server
from unhook.mailflow.notify import notify
from unhook.mailflow.pool import Pool
from unhook.mailflow.recording import process as recording
from unhook.mailflow.spool import Spool
from unhook.settings import Settings, load

_LOG = logging.getLogger(__name__)
_FIXED = ("listen", "socket_mode", "socket_group", "workers", "spool")
"""Options of `[milter]` that only a new start changes."""


async def run(path: Path | None) -> None:
    """Serve until SIGTERM or SIGINT; SIGHUP reads the file, the rules and the model anew.

    Raises `ConfigError` and the like where the start fails; a reload that fails leaves all as it was.
    """
    settings = load(path) if path else Settings()
    # Servers that connect while the workers are made wait for them, and tell nobody to come again.
    bound = listen(settings.milter)
    spool = Spool(settings.milter.spool) if settings.store.url else None
    if spool is not None:
        spool.own()
    pool = Pool(settings, settings.milter.workers or len(os.sched_getaffinity(0)))
    kept = (recording.__name__, held.__name__) if spool is not None else ()
    keepers = tuple(Keeper(settings, module) for module in kept)
    try:
        await pool.start()
        for keeper in keepers:
            keeper.start()
        await _serve(path, settings, bound, pool, spool)
    finally:
        bound.close()
        await pool.close()
        for keeper in keepers:
            await keeper.close()
        if spool is not None:
            spool.close()


async def _serve(
    path: Path | None,
    settings: Settings,
    bound: socket.socket,
    pool: Pool,
    spool: Spool | None,
) -> None:
    desk = Desk(settings, pool, spool)
    server = Server(desk)
    stop, again = signals.asked()
    kind = asyncio.start_unix_server if settings.milter.listen.startswith("unix:") else asyncio.start_server
    listener = await kind(server.serve, sock=bound)
    notify("READY")
    _LOG.info("listening on %s, policy malicious=%s", settings.milter.listen, settings.policy.malicious)
    waiting = asyncio.create_task(stop.wait())
    while not stop.is_set():
        asked = asyncio.create_task(again.wait())
        await asyncio.wait((waiting, asked), return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()
        if again.is_set():
            again.clear()
            await _reload(path, desk, pool)
    notify("STOPPING")
    listener.close()
    await server.drain(settings.milter.deadline_seconds)


async def _reload(path: Path | None, desk: Desk, pool: Pool) -> None:
    notify("RELOADING")
    try:
        fresh = load(path) if path else Settings()
        fixed = {name: getattr(desk.settings.milter, name) for name in _FIXED}
        for name, value in fixed.items():
            if getattr(fresh.milter, name) != value:
                _LOG.warning("milter.%s is changed by a new start only", name)
        fresh = fresh.model_copy(
            update={
                "milter": fresh.milter.model_copy(update=fixed),
                "store": desk.settings.store,
                "quarantine": desk.settings.quarantine,
            }
        )
        await pool.renew(fresh)
    except UnhookError as error:
        _LOG.error("alarm: not reloaded, all stays as it was: %s", error)
    else:
        desk.settings = fresh
        _LOG.info("reloaded")
    notify("READY")

"""The console as a service: from the configuration file to a server that answers."""

import logging
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import uvicorn

from unhook.console.application import application
from unhook.console.console import Console, Manner
from unhook.console.judging import Beside
from unhook.context import Context
from unhook.errors import ConfigError
from unhook.links import place
from unhook.settings import Settings
from unhook.store import Store

_LOG = logging.getLogger(__name__)
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def run(settings: Settings) -> None:
    """Serve until it is told to stop (SIGTERM, SIGINT). Raises `ConfigError` without a store, and for a host
    that others reach where nobody said by what name.
    """
    if settings.store.url is None:
        raise ConfigError("the console needs a store: set url in [store]")
    manner = manner_of(settings)
    store = Store.open(settings.store.url)
    console = Console(store, Beside(store, context(settings), settings.console.workers), manner)
    host, port = place.parsed(settings.console.listen)
    try:
        listen(console, host, port, proxies=settings.console.proxies, started=_noted)
    finally:
        console.judging.close()
        store.close()


def manner_of(settings: Settings) -> Manner:
    """How the settings want the console. Raises `ConfigError` as `run` does."""
    wanted = settings.console
    host, _ = place.parsed(wanted.listen)
    if wanted.public_url is None and not place.loopback(host):
        raise ConfigError("console.public_url: say how people reach it, or listen on loopback alone")
    public = urlsplit(wanted.public_url or "")
    named = (public.hostname,) if public.hostname else ()
    return Manner(
        secure=public.scheme == "https",
        hosts=tuple(dict.fromkeys((*_LOOPBACK, *named))),
        idle=timedelta(minutes=wanted.idle_minutes),
        absolute=timedelta(hours=wanted.session_hours),
        upload_bytes=wanted.max_upload_bytes,
        organisation=frozenset(settings.milter.org_domains),
    )


def context(settings: Settings) -> Context:
    """What is known about the world around mails that people show."""
    milter = settings.milter
    return Context(
        org_domains=frozenset(milter.org_domains) or None,
        trusted_authserv_ids=frozenset(milter.trusted_authserv_ids),
        direction="inbound",
    )


def _noted(url: str) -> None:
    _LOG.info("the console answers at %s", url)


def listen(
    console: Console,
    host: str,
    port: int,
    *,
    proxies: tuple[str, ...] = (),
    started: Callable[[str], None] | None = None,
) -> None:
    """Answer at an address until told to stop; `started` is told the URL once somebody may come."""
    config = uvicorn.Config(
        application(console),
        host=host,
        port=port,
        log_level="warning",
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        server_header=False,
        timeout_keep_alive=30,
    )
    _Server(config, started).run()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, told: Callable[[str], None] | None) -> None:
        super().__init__(config)
        self._told = told

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """As uvicorn's; then say where."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started and self._told is not None:
            name, port = self.servers[0].sockets[0].getsockname()[:2]
            self._told(f"http://{f'[{name}]' if ':' in name else name}:{port}")

"""Where connections are made, all of them: to a checked address, under the name that was asked for."""

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from unhook.pages.live.budget import Budget
from unhook.pages.live.model import RefusedError
from unhook.pages.live.names import Names

Dial = Callable[[str, int, float], httpcore.NetworkStream]
"""Opens a connection to an IP address and port within so many seconds. Raises what `httpcore` does."""


def dial(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """By the system. An address in numbers is asked of no resolver."""
    return httpcore.SyncBackend().connect_tcp(address, port, seconds)


class Backend(httpcore.NetworkBackend):
    """What `httpcore` asks for connections. Only `names` says where a host is."""

    def __init__(self, names: Names, budget: Budget, dial: Dial = dial) -> None:
        self._names, self._budget, self._dial = names, budget, dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers. Raises `RefusedError`."""
        failed: Exception | None = None
        for address in self._names.of(host, self._budget.seconds()):
            seconds = min(self._budget.limits.connect_seconds, self._budget.seconds())
            try:
                return _Stream(self._dial(str(address), port, seconds), self._budget)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise RefusedError("no-connection", str(failed))

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Nobody on the web is there."""
        raise RefusedError("host", "a local socket")


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends with the budget's time."""

    def __init__(self, inner: httpcore.NetworkStream, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._budget.seconds())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._budget.seconds())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, self._budget.seconds())
        except httpcore.ConnectError as error:
            cause = error.__cause__ or error.__context__
            if isinstance(cause, ssl.SSLCertVerificationError):
                raise RefusedError("certificate", cause.verify_message) from None
            raise RefusedError("tls", str(error)) from None
        return _Stream(inner, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

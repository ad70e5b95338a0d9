"""Events told to the operator's addresses, at least once: planned with the follower's progress, then sent.

No redirection is followed and no proxy asked: a notice goes to the address that was configured, or nowhere.
"""

import http.client
import json
import logging
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from unhook.errors import ConfigError
from unhook.export import signing
from unhook.export.events import since
from unhook.settings.export import WebhookTable
from unhook.store import Store, deeds
from unhook.store.deeds import Deed

_LOG = logging.getLogger(__name__)
_BY = "notify"
_SECONDS = 10.0
_LEAST_SECRET = 24
_PAUSES = (10, 30, 60, 120, 300, 600)
"""Seconds before a notice is tried again."""
GIVEN_UP = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address, with the secret that its notices are signed with."""

    table: WebhookTable
    secret: bytes

    @classmethod
    def open(cls, table: WebhookTable) -> "Webhook":
        """With the secret from its file. Raises `ConfigError`."""
        try:
            secret = table.secret_file.read_bytes().strip()
        except OSError as error:
            raise ConfigError(f"export.webhook {table.name}: {table.secret_file}: {error.strerror}") from None
        if len(secret) < _LEAST_SECRET:
            raise ConfigError(
                f"export.webhook {table.name}: the secret is shorter than {_LEAST_SECRET} bytes"
            )
        return cls(table, secret)

    @property
    def target(self) -> str:
        """What its deeds are for."""
        return f"webhook:{self.table.name}"


def plan(store: Store, hooks: Sequence[Webhook]) -> int:
    """Plan a notice of each new event for each address that wants it; how many."""
    planned = 0
    for hook in hooks:
        with store.writing() as connection:
            now = store.now()
            for event in since(connection, hook.target, now):
                if event.name in hook.table.events:
                    planned += deeds.plan(
                        connection,
                        f"{hook.target}:{event.key}",
                        kind="notify",
                        target=hook.target,
                        by=_BY,
                        at=now,
                        message=event.message,
                        detail=event.as_dict(),
                    )
    return planned


def deliver(store: Store, hook: Webhook, limit: int = 20) -> int:
    """Send what is due; how many arrived. What did not is tried again, ever less often, for `GIVEN_UP`."""
    # Asked first: to write, everybody else who writes would have to wait.
    with store.reading() as connection:
        if hook.target not in deeds.waiting(connection, store.now()):
            return 0
    with store.writing() as connection:
        due = deeds.take(connection, store.now(), limit, kinds=("notify",), targets=(hook.target,))
    arrived = 0
    for deed in due:
        error = _send(hook, deed, int(store.now().timestamp()))
        now = store.now()
        with store.writing() as connection:
            if error is None:
                arrived += deeds.performed(connection, deed.key, by=_BY, at=now)
                continue
            again = now - deed.planned < GIVEN_UP
            _LOG.error("%s %s: %s", "alarm:" if not again else "later:", deed.key, error)
            pause = timedelta(seconds=_PAUSES[min(deed.attempts, len(_PAUSES)) - 1])
            deeds.failed(connection, deed.key, error, by=_BY, at=now, again=again, after=pause)
    return arrived


def _send(hook: Webhook, deed: Deed, at: int) -> str | None:
    """Why it did not arrive; `None` where it did: the answer was 2xx."""
    body = json.dumps(dict(deed.detail), sort_keys=True).encode()
    fields = {"Content-Type": "application/json", "User-Agent": "Unhook"}
    fields |= signing.headers(hook.secret, deed.key, at, body)
    parts = urlsplit(hook.table.url)
    assert parts.hostname is not None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme == "https":
        safe = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=_SECONDS, context=safe
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=_SECONDS)
    try:
        connection.request("POST", path, body, fields)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return f"{type(error).__name__}: {error}"[:200]
    finally:
        connection.close()
    return None if 200 <= status < 300 else f"it answered {status}"

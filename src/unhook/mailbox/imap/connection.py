"""A signed-in connection to an IMAP server, and its errors as ours."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from unhook.errors import ConfigError, MailboxError
from unhook.links.place import loopback
from unhook.mailbox.secret import Secret

Protection = Literal["tls", "starttls", "none"]
Mechanism = Literal["password", "xoauth2", "oauthbearer"]
_TEXT = 200


@dataclass(frozen=True, slots=True)
class Server:
    """Where an account is and how one signs in. `authorities`: a file of certificates to trust in place of
    the system's. `seconds`: how long an answer may take.
    """

    host: str
    port: int
    user: str
    secret: Secret
    mechanism: Mechanism = "password"
    protection: Protection = "tls"
    authorities: Path | None = None
    seconds: float = 60.0


def connect(server: Server) -> IMAPClient:
    """Sign in. Raises `MailboxError`, or `ConfigError` where a password would go over the network in the
    clear.
    """
    if server.protection == "none" and not loopback(server.host):
        raise ConfigError(f"{server.host}: without TLS only loopback is spoken to")
    secret = server.secret.read()
    try:
        return _connected(server, secret)
    except MailboxError as error:
        # Whatever a server says here, it may say something else in a while.
        raise MailboxError(str(error), temporary=True) from None


def _connected(server: Server, secret: str) -> IMAPClient:
    with told("connect"):
        context = (
            ssl.create_default_context(cafile=server.authorities) if server.protection != "none" else None
        )
        client = IMAPClient(
            server.host,
            server.port,
            ssl=server.protection == "tls",
            ssl_context=context,
            timeout=server.seconds,
        )
        client.normalise_times = False
        try:
            if server.protection == "starttls":
                client.starttls(context)
            _sign_in(client, server, secret)
        except BaseException:
            client.shutdown()
            raise
    return client


@contextmanager
def told(what: str) -> Iterator[None]:
    """What goes wrong within comes out as a `MailboxError`; `what` was being done."""
    try:
        yield
    except LoginError as error:
        # A token may be fresh in a moment, and a server refuses everybody while its own directory is away.
        raise MailboxError(f"sign-in was refused: {_said(error)}", temporary=True) from None
    except IMAPClientAbortError as error:
        raise MailboxError(f"{what}: the connection was lost: {_said(error)}", temporary=True) from None
    except IMAPClientError as error:
        raise MailboxError(f"{what}: the server refused: {_said(error)}", temporary=False) from None
    except OSError as error:
        raise MailboxError(f"{what}: {_said(error)}", temporary=True) from None
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        # A server that breaks the protocol makes the client fail in ways of its own.
        raise MailboxError(f"{what}: the server was not understood: {_said(error)}", temporary=True) from None


def _sign_in(client: IMAPClient, server: Server, secret: str) -> None:
    match server.mechanism:
        case "xoauth2":
            client.oauth2_login(server.user, secret)
        case "oauthbearer":
            client.oauthbearer_login(server.user, secret)
        case "password":
            if client.has_capability("AUTH=PLAIN"):
                client.plain_login(server.user, secret)
            else:
                client.login(server.user, secret)


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split())[:_TEXT]
    return text.encode("ascii", "backslashreplace").decode() or type(error).__name__

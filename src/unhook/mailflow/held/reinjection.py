"""Mail that only the store has, given back to the mail server over SMTP (RFC 5321)."""

import smtplib
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from unhook.actions import perform
from unhook.actions.model import HeaderField, Plan
from unhook.mailflow.held.hands import UndoneError

if TYPE_CHECKING:
    from unhook.store import Store
    from unhook.store.deeds import Deed

_SECONDS = 60.0
RELEASED = HeaderField("X-Unhook-Action", "released")


class Reinjection:
    """Sends to `host`:`port`, where the mail server takes mail without asking the milter again."""

    def __init__(self, store: "Store", host: str, port: int, authserv_id: str) -> None:
        self._store = store
        self._to = host, port
        self._plan = Plan("clean", add=(RELEASED,), authserv_id=authserv_id)

    def release(self, deed: "Deed") -> None:
        """Send it to whom its envelope named, once: where the last who tried died, nobody knows whether the
        server took it, and a person decides.
        """
        from unhook.store.deeds import LOST

        if deed.error == LOST:
            raise UndoneError(f"{LOST}: it may be in the inbox; look there, then release again", again=False)
        sender, recipients, raw = self._mail(deed)
        try:
            server = smtplib.SMTP(*self._to, timeout=_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            raise UndoneError(f"no mail server: {type(error).__name__}", again=True) from None
        with closing(server):
            try:
                server.ehlo_or_helo_if_needed()
                options = ("BODY=8BITMIME",) if server.has_extn("8bitmime") else ()
                _taken(server.mail(sender, options))
                for recipient in recipients:
                    _taken(server.rcpt(recipient))
            except (OSError, smtplib.SMTPException) as error:
                raise UndoneError(f"the mail server hung up: {type(error).__name__}", again=True) from None
            try:
                _taken(server.data(raw))
            except smtplib.SMTPDataError as error:
                raise _refused(error.smtp_code, error.smtp_error) from None
            except (OSError, smtplib.SMTPException):
                raise UndoneError(
                    "the mail server hung up and may have taken the mail", again=False
                ) from None
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def delete(self, deed: "Deed") -> None:
        """Its bytes go with their retention, and nobody can release it any more."""

    def _mail(self, deed: "Deed") -> tuple[str, list[str], bytes]:
        from unhook.errors import StoreError
        from unhook.store import reading

        assert deed.message is not None
        try:
            with self._store.reading() as connection:
                raw = reading.raw(connection, self._store.safe, deed.message)
                sender, recipients = reading.envelope(connection, deed.message)
        except StoreError as error:
            raise UndoneError(str(error), again=error.temporary) from None
        if raw is None or not recipients:
            raise UndoneError("its bytes or its envelope are not kept", again=False)
        # The server writes its own Return-Path; the first of ours stood where it will.
        first, _, rest = raw.partition(b"\r\n")
        mail = rest if first.lower().startswith(b"return-path:") else raw
        return sender or "", list(recipients), perform.performed(mail, self._plan)


def _taken(reply: tuple[int, bytes]) -> None:
    """Raises `UndoneError` for an answer that is no success: nothing has been delivered then."""
    if reply[0] >= 300:
        raise _refused(*reply)


def _refused(code: int, text: bytes | str) -> UndoneError:
    said = (text.decode("utf-8", "replace") if isinstance(text, bytes) else text).splitlines()
    return UndoneError(f"the mail server said {code} {said[0][:80] if said else ''}", again=code < 500)

"""Mails that are to be sent, sent over SMTP: each until a server takes it or refuses it."""

import contextlib
import logging
import smtplib
import ssl
import time
from dataclasses import dataclass
from datetime import timedelta

from unhook.catalogue import Catalogue
from unhook.errors import MailboxError
from unhook.mailbox.secret import Secret
from unhook.mailflow.reported import letter
from unhook.mailflow.reported.letter import Letter
from unhook.settings.report import Smtp
from unhook.store import Store, cases, deeds, orders, reading
from unhook.store.deeds import Deed

_LOG = logging.getLogger(__name__)
_BY = "smtp"
_AT_ONCE = 20
_PAUSES = (2.0, 5.0, 15.0, 60.0, 300.0)
LONGEST = timedelta(days=2)
"""After so long a mail is not tried any more."""


@dataclass
class Post:
    """Sends what is planned as `mail` on `smtp`. `sender` is the address in From; the envelope's is empty, so
    that no bounce comes back.
    """

    settings: Smtp
    sender: str
    store: Store
    _failures: int = 0
    _next: float = 0.0

    def perform(self) -> None:
        """Send what waits; where the server takes nothing, not again for a while. Raises `StoreError`."""
        if time.monotonic() < self._next:
            return
        with self.store.writing() as connection:
            taken = deeds.take(
                connection,
                self.store.now(),
                _AT_ONCE,
                kinds=("mail",),
                targets=(orders.SMTP,),
            )
        for deed in taken:
            self._send(deed)

    def _send(self, deed: Deed) -> None:
        now = self.store.now()
        try:
            composed = self._composed(deed)
            if composed is None:
                self._failed(deed, "what it was about is kept no longer", again=False)
                return
            mail = letter.written(composed, deed.key, self.sender, deed.detail, deed.planned)
            self._hand_over(mail.as_bytes(), deed.detail["to"])
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            self._failed(deed, f"refused: {codes}", again=all(code < 500 for code in codes))
        except smtplib.SMTPResponseException as error:
            self._failed(deed, f"refused: {error.smtp_code}", again=error.smtp_code < 500)
        except (smtplib.SMTPException, OSError, MailboxError) as error:
            self._failed(deed, type(error).__name__, again=True)
        else:
            self._failures = 0
            with self.store.writing() as connection:
                deeds.performed(connection, deed.key, by=_BY, at=now)

    def _failed(self, deed: Deed, why: str, *, again: bool) -> None:
        now = self.store.now()
        again = again and now - deed.planned < LONGEST
        _LOG.error("alarm: the mail %s could not be sent: %s", deed.id, why)
        if again:
            self._next = time.monotonic() + _PAUSES[min(self._failures, len(_PAUSES) - 1)]
            self._failures += 1
        with self.store.writing() as connection:
            deeds.failed(connection, deed.key, why, by=_BY, at=now, again=again)

    def _composed(self, deed: Deed) -> Letter | None:
        detail = deed.detail
        if "text" in detail:
            return Letter(detail["subject"], detail["text"])
        catalogue = Catalogue.load(detail.get("language") or "en")
        if detail["about"] == "nothing":
            return letter.nothing(catalogue)
        with self.store.reading() as connection:
            mails = reading.summaries(connection, () if deed.message is None else (deed.message,))
            if not mails:
                return None
            if detail["about"] == "outcome":
                case = cases.get(connection, detail["case"])
                if case is None or case.outcome is None:
                    return None
                return letter.outcome(case.id, mails[0], case.outcome, catalogue)
            found = reading.judgements(connection, self.store.safe, mails[0].id)
        if not found:
            return None
        return letter.verdict(detail["case"], mails[0], found[0], catalogue, inline=detail["inline"])

    def _hand_over(self, mail: bytes, to: str) -> None:
        wanted = self.settings
        assert wanted.host is not None
        context = None
        if wanted.protection != "none":
            context = ssl.create_default_context(cafile=wanted.authorities)
        place = wanted.host, wanted.port
        client = (
            smtplib.SMTP_SSL(*place, timeout=wanted.answer_seconds, context=context)
            if wanted.protection == "tls"
            else smtplib.SMTP(*place, timeout=wanted.answer_seconds)
        )
        try:
            if wanted.protection == "starttls":
                client.starttls(context=context)
            if wanted.user is not None:
                secret = Secret(wanted.secret_file, wanted.secret_variable)
                client.login(wanted.user, secret.read())
            client.sendmail("", [to], mail)
            # Whatever happens now, the server has the mail.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                client.quit()
        finally:
            client.close()

"""The store as a recorder."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unhook.mailflow import extra
from unhook.mailflow.held import hold_queue
from unhook.mailflow.outcome import Outcome, UnavailableError
from unhook.settings import Settings

if TYPE_CHECKING:
    from unhook.store import Store

_NOT_DELIVERED = frozenset({"refused", "abandoned"})


@dataclass(frozen=True, slots=True)
class Stored:
    """Keeps what was delivered, or may have been; a mail that was told to come again is kept when it does."""

    store: "Store"

    @classmethod
    def open(cls, settings: Settings) -> "Stored":
        """The store of the settings. Raises `UnavailableError` where it cannot be had now, `ConfigError`
        without the extra `store`.
        """
        from unhook.errors import StoreError

        with extra.store():
            from unhook.store import Store
        assert settings.store.url is not None
        try:
            return cls(Store.open(settings.store.url))
        except StoreError as error:
            raise UnavailableError(str(error)) from None

    def record(self, outcome: Outcome) -> None:
        """Keep the message with its verdict, and where the server holds it, if it does.

        Raises `UnavailableError`, and `StoreError` for what it will never take.
        """
        from unhook.errors import StoreError
        from unhook.store import Delivery, quarantine

        if outcome.performed in _NOT_DELIVERED:
            return
        envelope = outcome.envelope
        delivery = Delivery(
            source="milter",
            sender=envelope.mail_from or None,
            recipients=envelope.recipients,
            received=envelope.received,
        )
        plan = outcome.plan
        withheld = plan is not None and plan.disposition == "withhold"
        held = withheld or (plan is not None and plan.disposition == "quarantine")
        try:
            with self.store.writing() as connection:
                recorded = self.store.record(
                    outcome.message, outcome.verdict, delivery, keep_raw=held, connection=connection
                )
                if held and plan is not None:
                    quarantine.hold(
                        connection,
                        recorded.id,
                        place="store" if withheld else hold_queue.place(envelope.queue_id),
                        at=self.store.now(),
                        by="milter",
                        reason=", ".join((plan.level, *plan.rules)),
                    )
        except StoreError as error:
            if error.temporary:
                raise UnavailableError(str(error)) from None
            raise

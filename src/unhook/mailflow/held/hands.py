"""Whoever can reach a place where mail is held."""

from typing import TYPE_CHECKING, Protocol

from unhook.errors import UnhookError

if TYPE_CHECKING:
    from unhook.store.deeds import Deed


class UndoneError(UnhookError):
    """A deed was not done. `again`: the same may succeed later."""

    def __init__(self, text: str, *, again: bool) -> None:
        super().__init__(text)
        self.again = again


class Hands(Protocol):
    """Does deeds at one place. Doing one that is done already changes nothing.

    Each raises `UndoneError`.
    """

    def release(self, deed: "Deed") -> None:
        """Let the mail go to its recipients."""

    def delete(self, deed: "Deed") -> None:
        """Take it away for good."""

"""What every answer is made from: the store, who judges, and how the console is set up."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from unhook.console.attempts import Attempts
from unhook.console.invitations import Invitations
from unhook.console.judging import Judging
from unhook.console.passkey import Challenges
from unhook.store import Store


@dataclass(frozen=True, slots=True)
class Manner:
    """How the console is set up. `secure`: it is reached by https, so that cookies want it too. `hosts`: the
    names by which it is called; any other is refused. `idle`, `absolute`: how long a session holds.
    `upload_bytes`: the largest mail that is taken. `demo`: it shows examples. `organisation`: its
    own domains, of which nothing is told to others.
    """

    secure: bool = False
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    idle: timedelta = timedelta(hours=1)
    absolute: timedelta = timedelta(hours=12)
    upload_bytes: int = 25 * 1024 * 1024
    demo: bool = False
    organisation: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Console:
    """One running console."""

    store: Store
    judging: Judging
    manner: Manner = Manner()
    attempts: Attempts = field(init=False)
    invitations: Invitations = field(init=False)
    challenges: Challenges = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "attempts", Attempts(self.store.now))
        object.__setattr__(self, "invitations", Invitations(self.store.now))
        object.__setattr__(self, "challenges", Challenges(self.store.now))

    def now(self) -> datetime:
        """The time that is written down."""
        return self.store.now()

"""Who may do what: the one table of it. Each route names the right that it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from unhook.store.users import Role, User


class Right(StrEnum):
    """What can be allowed; the scopes of tokens have the same names."""

    ANYBODY = "anybody"
    """Without being signed in: the sign-in itself, the looks."""
    SELF = "self"
    """One's own account."""
    CHECK = "check"
    """Show Unhook a mail, and report it."""
    READ_OWN = "read-own"
    """See mail that is one's own, ask for its release, release what is harmless enough."""
    READ = "read"
    """See all mail, the queue, the search, exceptions and health."""
    ACT = "act"
    """Release, teach, block, undo, delete, close cases; make exceptions."""
    AUDIT = "audit"
    """Read who did what."""
    PEOPLE = "people"
    """Add and change users, and end anybody's tokens."""


_VIEWER = frozenset({Right.ANYBODY, Right.SELF, Right.CHECK, Right.READ_OWN})
_ANALYST = _VIEWER | {Right.READ, Right.ACT}
_ADMIN = _ANALYST | {Right.AUDIT, Right.PEOPLE}
RIGHTS: Mapping[Role, frozenset[Right]] = {"viewer": _VIEWER, "analyst": _ANALYST, "admin": _ADMIN}
SCOPES: tuple[Right, ...] = (Right.CHECK, Right.READ_OWN, Right.READ, Right.ACT, Right.AUDIT)
"""What a token can be given. Accounts are changed by people alone."""
_WITH: Mapping[str, frozenset[Right]] = {
    Right.READ: frozenset({Right.READ_OWN}),
    Right.ACT: frozenset({Right.READ, Right.READ_OWN}),
}
"""What a scope brings along: whoever acts on mail sees it."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a user, and what they may do here. `secret`: their session's, `None` with a token."""

    user: User
    rights: frozenset[Right]
    secret: str | None = None

    @classmethod
    def signed_in(cls, user: User, secret: str) -> "Asker":
        """A person at a browser."""
        return cls(user, RIGHTS[user.role], secret)

    @classmethod
    def by_token(cls, user: User, scopes: frozenset[str]) -> "Asker":
        """A program: at most what its owner may."""
        given = {right for right in SCOPES if right in scopes}
        given |= {more for right in given for more in _WITH.get(right, ())}
        return cls(user, RIGHTS[user.role] & given)

    def may(self, right: Right) -> bool:
        """Whether they have a right."""
        return right is Right.ANYBODY or right in self.rights

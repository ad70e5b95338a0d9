"""Passwords: hashed with Argon2id as RFC 9106 recommends for little memory."""

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

from unhook.errors import InputError

SHORTEST, LONGEST = 12, 1_000
_HASHER = PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)
_NOBODYS = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """What is kept of a password. Raises `InputError` where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"a password needs {SHORTEST} to {LONGEST} characters")
    return _HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether a password is the one kept. It takes as long where there is none to compare with."""
    try:
        return _HASHER.verify(kept or _NOBODYS, password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False

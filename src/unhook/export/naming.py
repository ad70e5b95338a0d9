"""Names that stay: what is exported twice has the same one (UUIDv5, RFC 9562 section 5.5)."""

from uuid import UUID, uuid5

_UNHOOK = UUID("6f4c1b52-5f0e-5c7e-9d3c-4a2b8e8f0d11")


def named(kind: str, *parts: str) -> UUID:
    """The name of a thing by what it consists of."""
    return uuid5(_UNHOOK, "\n".join((kind, *parts)).encode("utf-8", "replace").decode())

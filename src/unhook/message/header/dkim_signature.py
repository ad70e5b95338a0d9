"""DKIM-Signature tags (RFC 6376 sections 3.2 and 3.5), read without verifying anything."""

from unhook.message.header.model import Signature


def tags(value: str) -> dict[str, str]:
    """A tag=value list; names lower case, the first of a repeated tag counts."""
    found: dict[str, str] = {}
    for item in value.split(";"):
        name, equals, content = item.partition("=")
        if equals:
            found.setdefault(name.strip().lower(), content.strip())
    return found


def parse(value: str, kind: str = "dkim") -> Signature:
    """Read a DKIM-Signature or, with `kind` `arc`, an ARC-Message-Signature (RFC 8617)."""
    found = tags(value)
    names = found.get("h")
    return Signature(
        domain=found.get("d", "").lower() or None,
        selector=found.get("s") or None,
        algorithm=found.get("a", "").lower() or None,
        body_hash="".join(found.get("bh", "").split()) or None,
        headers="".join(names.split()).lower() if names else None,
        identity=(found.get("i") or None) if kind == "dkim" else None,
        instance=(found.get("i") or None) if kind == "arc" else None,
        signature="".join(found.get("b", "").split()) or None,
        type=kind,
        version=found.get("v") or None,
    )

"""What `file.oletools` answers (`mql.library.file_scans.OleTools`)."""

from typing import Any


def oletools(
    form: str,
    macros: dict[str, Any] | None = None,
    encrypted: bool = False,
    relationships: tuple[tuple[str, str], ...] = (),
) -> dict[str, Any]:
    """`form`: the file format in words; `relationships`: kind and target of those that lead out."""
    risk = (macros or {}).get("risk")
    return {
        "indicators": {
            "vba_macros": {"exists": risk is not None, "risk": risk or "none"},
            "encryption": {"exists": encrypted, "risk": "low" if encrypted else "none"},
            "file_format": {"exists": True, "value": form},
        },
        "macros": {"keywords": (macros or {}).get("keywords", [])},
        "relationships": [{"name": name, "target": target} for name, target in relationships],
    }

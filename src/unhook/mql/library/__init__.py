"""The functions that rules call: one module a namespace, each ending in a `FUNCTIONS` tuple.

To add a namespace, copy `library/hash.py`, and hand its `FUNCTIONS` to
`STANDARD.with_functions(...)`.
"""

from unhook.mql.library.registry import Library

_HERE = "unhook.mql.library"

STANDARD = Library(
    modules={
        "strings": (f"{_HERE}.strings", f"{_HERE}.text_values"),
        "ilike": (f"{_HERE}.strings",),
        "regex": (f"{_HERE}.regex",),
        "html": (f"{_HERE}.html",),
        "hash": (f"{_HERE}.hash",),
        "network": (f"{_HERE}.network",),
        "file": (f"{_HERE}.file", f"{_HERE}.calendar", f"{_HERE}.file_scans", f"{_HERE}.explode"),
        "ml": (f"{_HERE}.ml",),
        "profile": (f"{_HERE}.profile",),
        "beta": tuple(
            f"{_HERE}.{module}"
            for module in ("text_values", "network", "calendar", "file_scans", "metadata", "ml", "profile")
        ),
    }
)

__all__ = ["STANDARD", "Library"]

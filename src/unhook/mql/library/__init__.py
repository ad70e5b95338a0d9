"""The functions that rules call: one module a namespace, each ending in a `FUNCTIONS` tuple.

To add a namespace, copy `library/hash.py`, and hand its `FUNCTIONS` to
`STANDARD.with_functions(...)`.
"""

from unhook.mql.library import hash
from unhook.mql.library.registry import Library

STANDARD = Library().with_functions(hash.FUNCTIONS)

__all__ = ["STANDARD", "Library"]

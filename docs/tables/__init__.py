"""The tables of the documents, made from the code they describe: `python -m docs.tables`.

A document says where a table goes by the comments `<!-- table: NAME -->` and `<!-- end -->`;
everything between them is replaced. What code cannot know, a line of prose for each entry,
stands in `functions.yml` and `fields.yml` of `unhook.mql`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.tables import files, functions, model, rules

_NAMES = ("files", "language", "message-model", "rules")
DOCUMENTS = tuple(Path(__file__).parents[1] / f"{name}.md" for name in _NAMES)

TABLES: Mapping[str, Callable[[], str]] = {
    "capabilities": files.capabilities,
    "file-limits": files.file_limits,
    "file-signs": files.signs,
    "file-types": files.file_types,
    "functions": functions.functions,
    "lists": functions.lists,
    "model": model.model,
    "policies": rules.policies,
    "results": model.results,
    "rules": rules.rules,
}

_TABLE = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(document: str) -> str:
    """A document's text with every table made anew. Raises `KeyError` for a table nobody makes."""
    return _TABLE.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n\n{found[3]}", document)

"""The data tables of pages: text files beside the code, a row a line, `#` at its beginning for a comment."""

from collections.abc import Iterator
from importlib.resources import files


def rows(package: str, name: str) -> Iterator[str]:
    """The rows of `data/<name>.txt` in a package below `unhook.pages`."""
    text = files(f"unhook.pages.{package}").joinpath(f"data/{name}.txt").read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))

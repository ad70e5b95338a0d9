"""One document read, for tests of what is told of it."""

from dataclasses import replace

from unhook.limits import PAGES
from unhook.pages.source import script
from unhook.pages.source.read import Read, read


def read_page(source: str, base: str | None = "https://page.test/a/") -> Read:
    here = read("page", source, base, PAGES)
    return replace(here, scripts=tuple(map(script.read, here.inline)))


def scripted(source: str, body: str = "") -> Read:
    return read_page(f"{body}<script>{source}</script>")

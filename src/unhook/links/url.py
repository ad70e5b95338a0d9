"""URLs as the Message Data Model has them: read like a browser, with known rewriters peeled off."""

from functools import lru_cache

from unhook.links import rewriters, whatwg
from unhook.links.model import Url


@lru_cache(maxsize=8192)
def parse(text: str, base: str | None = None) -> Url | None:
    """Read `text` as a link's target.

    See `whatwg.parse` for what is read and what gives `None`, `rewriters.peel` for what is
    peeled off; `rewrite.original` is then the URL as sent.
    """
    found = whatwg.parse(text, base)
    return None if found is None else rewriters.peel(found)

"""How addresses are put to a browser, whatever their author made of them."""

import can_ada

from unhook.links.model import Url


def absolute(url: Url) -> str:
    """A link's address with its scheme: of none, browsers take `http`."""
    if url.url.startswith("//"):
        return f"{url.scheme or 'http'}:{url.url}"
    return url.url if url.scheme is not None else f"http://{url.url}"


def joined(base: str, target: str) -> str | None:
    """Where a reference on the page at `base` leads (WHATWG URL Standard); None where browsers see none.

    A redirect hands the fragment on (RFC 9110 section 10.2.2).
    """
    try:
        there: str = (can_ada.parse(base) + target).href
    except (ValueError, UnicodeError):
        return None
    fragment = base.partition("#")[2]
    return f"{there}#{fragment}" if fragment and "#" not in there else there


def bare(url: str) -> str:
    """An address without its fragment, which no server sees."""
    return url.partition("#")[0]

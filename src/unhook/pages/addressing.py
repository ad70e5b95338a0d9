"""How a link's address is put to a browser."""

from unhook.links.model import Url


def absolute(url: Url) -> str:
    """The address with its scheme: of none, browsers take `http`."""
    if url.url.startswith("//"):
        return f"{url.scheme or 'http'}:{url.url}"
    return url.url if url.scheme is not None else f"http://{url.url}"

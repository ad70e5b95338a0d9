"""How a page is told who looks: in the place where its address carries the recipient, else where it reads."""

import base64
import re
from collections.abc import Sequence
from urllib.parse import quote

from unhook.links import domain, whatwg
from unhook.links.readings import Readings
from unhook.pages.probe import substitute
from unhook.pages.probe.desk import Place
from unhook.pages.probe.model import Identity, Reach

_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?![a-z0-9.-])")
_NAMES = re.compile(r"\.get\(\s*['\"]([A-Za-z_-]{1,20})['\"]\s*\)")
_QUERY = re.compile(r"location\.search|URLSearchParams|searchParams")
_RESERVED = frozenset({"example", "invalid", "test"})
"""No registry has these (RFC 6761); pages made for trying things out carry them."""
_MOST = 4


def sends(identity: Identity, reach: Reach, owned: frozenset[str]) -> bool:
    """Whether the page's server may learn this identity's address: nobody's at a real provider, unless it is
    the operator's own.
    """
    if reach == "local":
        return True
    return reach == "active" and (identity.letter in ("N", "C") or identity.address in owned)


def place(
    start: str, recipients: Sequence[str], identity: Identity, *, sent: bool, document: str = "", local: bool
) -> Place:
    """Where the page is opened for an identity.

    `sent`: its address may stand anywhere in the page's address, else in the fragment alone. Where the page's
    address names no recipient, the fragment is the identity's; and what is served `local`ly gets it in the
    query too, under the names by which its `document` reads there.
    """
    asked = start
    for recipient in recipients:
        places = substitute.EVERYWHERE if sent else substitute.UNSENT
        asked = substitute.in_url(asked, recipient, identity.address, places)
    if asked == start and identity.address is not None:
        asked = _given(start, identity.address, document, local=local)
    return Place(start, asked, tuple(recipients))


def _given(start: str, address: str, document: str, *, local: bool) -> str:
    written = base64.b64encode(address.encode()).decode() if "atob(" in document else address
    url, _, fragment = start.partition("#")
    if local and "?" not in url and _QUERY.search(document):
        names = list(dict.fromkeys(_NAMES.findall(document)))[:_MOST] or ["email"]
        url += "?" + "&".join(f"{name}={quote(written, safe='')}" for name in names)
    return f"{url}#{fragment or written}"


def guessed(start: str) -> tuple[str, ...]:
    """The addresses that a URL carries, where nobody says whose it should."""
    parsed = whatwg.parse(start)
    if parsed is None:
        return ()
    found: dict[str, None] = {}
    for part in (parsed.fragment, parsed.query_params, parsed.path):
        if not part:
            continue
        read = Readings(part)
        for text in (read.double_percent, read.base64, read.hex):
            for match in _ADDRESS.finditer(text):
                host = domain.parse(match[0].rpartition("@")[2])
                if host is not None and (host.valid or host.tld in _RESERVED):
                    found.setdefault(match[0])
    return tuple(found)[:_MOST]

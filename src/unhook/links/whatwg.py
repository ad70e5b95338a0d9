"""One URL as a browser understands it (WHATWG URL Standard), without its refusals."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, unquote_plus

import can_ada

from unhook.limits import DEFAULT
from unhook.links import address, domain
from unhook.links.model import Domain, Ip, Url

_EDGES = "".join(map(chr, range(0x21))) + "\xa0\u200b\ufeff"
_BREAKS = re.compile(r"[\t\r\n]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST_FIRST = re.compile(r"([^\s/?#@:\\<>\"']+)(?::\d{1,5})?(?:[/?#]|$)")
_PIECES = re.compile(r"([^/?#\\]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_WEB = frozenset({"http", "https", "ftp", "ws", "wss"})


def parse(text: str, base: str | None = None) -> Url | None:
    r"""Read `text` as a link's target; `base` is what a relative reference is relative to.

    `url` is the text as written (edge white space and inner line breaks removed; resolved
    if relative to `base`), the other fields what a browser makes of it: `http:\\ev%69l.com`
    has the domain `evil.com`. What a browser refuses is split all the same. A bare
    `example.com/path` is a URL without scheme when its suffix is a real one; other text
    without scheme gives `None`, except references such as `/path` and `#place`. Text beyond
    `Limits.url_chars` characters is cut.
    """
    text = _BREAKS.sub("", text.strip(_EDGES))[: DEFAULT.url_chars]
    if not text:
        return None
    scheme = _scheme(text)
    if scheme is None:
        return _without_scheme(text, base)
    return _parsed(text, text, scheme)


def _scheme(text: str) -> str | None:
    """Find the scheme, unless it is a host in disguise (`example.com:8080/`)."""
    match = _SCHEME.match(text)
    if match is None:
        return None
    name = match[1].lower()
    after = text[match.end() :]
    if "." in name and (not after or after[0].isdigit() or after[0] in "/\\") and _is_host(name):
        return None
    return name


def _is_host(name: str) -> bool:
    found = domain.parse(name)
    return found is not None and found.valid


def _without_scheme(text: str, base: str | None) -> Url | None:
    if text.startswith(("//", "\\\\", "/\\")):
        return _parsed(text, "http:" + text, "http" if base is None else _scheme(base) or "http")
    match = _HOST_FIRST.match(text)
    if match and (_is_host(match[1]) or address.parse(match[1], strict=True)):
        return _parsed(text, "http://" + text, None)
    if base:
        try:
            joined = (can_ada.parse(base) + text).href
        except ValueError:
            return None
        return _parsed(joined, joined, _scheme(joined))
    if text[0] in "/?#." and not any(map(str.isspace, text)):
        pieces = _PIECES.fullmatch(text)
        return None if pieces is None else _pieces(text, pieces[1] + pieces[2], pieces[3], pieces[4])
    return None


def _pieces(text: str, path: str, query: str | None, fragment: str | None) -> Url:
    return Url(
        text,
        path=path or None,
        query_params=query or None,
        query_params_decoded=_decoded(query),
        fragment=fragment or None,
    )


def _parsed(written: str, absolute: str, scheme: str | None) -> Url:
    try:
        seen = can_ada.parse(absolute)
    except (ValueError, UnicodeError):
        return _refused(written, absolute, scheme)
    host, ip = _host(seen.hostname, absolute)
    port, path, query = seen.port, seen.pathname, seen.search[1:]
    if path == "/" and seen.href.endswith("/") and not absolute.rstrip().endswith(("/", "\\")):
        path = ""
    return Url(
        written,
        scheme=scheme,
        username=unquote(username) if (username := seen.username) else None,
        password=unquote(password) if (password := seen.password) else None,
        domain=host,
        ip=ip,
        port=int(port) if port else None,
        path=path or None,
        query_params=query or None,
        query_params_decoded=_decoded(query),
        fragment=seen.hash[1:] or None,
    )


def _refused(written: str, absolute: str, scheme: str | None) -> Url:
    """Split what a browser would not open, by the generic syntax of RFC 3986 section 3."""
    after = absolute.partition(":")[2]
    slashes = len(after) - len(after.lstrip("/\\"))
    if scheme not in _WEB and scheme is not None and slashes < 2:
        after, slashes = "/" + after, 1
    pieces = _PIECES.fullmatch(after[slashes:])
    authority, path, query, fragment = pieces.groups() if pieces else ("", "", None, None)
    userinfo, _, hostport = authority.rpartition("@")
    username, _, password = userinfo.partition(":")
    name, _, port = hostport.partition(":")
    host, ip = _host(unquote(name), absolute)
    return Url(
        written,
        scheme=scheme,
        username=unquote(username) or None,
        password=unquote(password) or None,
        domain=host,
        ip=ip,
        port=int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else None,
        path=path or None,
        query_params=query or None,
        query_params_decoded=_decoded(query),
        fragment=fragment or None,
    )


def _host(name: str, absolute: str) -> tuple[Domain | None, Ip | None]:
    if not name:
        return None, None
    ip = address.parse(name, strict=True)
    if ip is None:
        return domain.parse(name), None
    return None, address.parse(address.written_host(absolute)) or ip


def _decoded(query: str | None) -> Mapping[str, tuple[str, ...]] | None:
    if not query:
        return None
    found: dict[str, list[str]] = {}
    for pair in query.split("&"):
        if pair:
            name, _, value = pair.partition("=")
            found.setdefault(_plain(name), []).append(_plain(value))
    return {name: tuple(values) for name, values in found.items()}


def _plain(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text

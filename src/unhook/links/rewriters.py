"""Peel off link rewriters, click trackers and redirectors whose URL holds its target.

Nothing is fetched: what only a server can resolve (shorteners, opaque trackers) stays.
"""

import base64
import binascii
import itertools
import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote

from unhook.limits import DEFAULT, Limits
from unhook.links import domain, whatwg
from unhook.links.model import Rewrite, Url
from unhook.links.rewriter_families import BY_HOST, GOOGLE, PEELED, Family

_MAY_CARRY = re.compile(r"https?(?::|%3a|%253a)|(?:/|%2f){2}|aHR0c", re.IGNORECASE)
_ABSOLUTE = re.compile(r"(?:https?:)?[/\\]{2}[^/\\\s]+\.", re.IGNORECASE)
_BASE64_URL = re.compile(r"(?<![A-Za-z0-9+_-])aHR0c[A-Za-z0-9+_=-]{8,4096}")


def peel(url: Url, limits: Limits = DEFAULT) -> Url:
    """Take off what stands before a link's target as far as the Message Data Model does.

    The families in `PEELED` go; any other, for which rules look by its host, ends the walk and
    stays. The result's fields are those of what is left; `rewrite` names the layers (`safelinks`,
    `google_open_redirect`, ...), the one that stays last, and keeps the URL as sent. A URL
    without a known layer, or peeled before, comes back as it is. After `limits.rewrite_depth`
    layers the walk ends and `rewrite.encoders` closes with `rewrite_depth`.
    """
    return url if url.rewrite is not None else _walk(url, limits, through=False)


@lru_cache(maxsize=8192)
def unwrap(url: Url, limits: Limits = DEFAULT) -> Url:
    """Follow `url`, peeled or not, inwards as far as its own text tells: no layer stays.

    Beyond what `peel` gives, the encoder `open_redirect` closes the layers when the innermost
    URL carries another organisation's: `rewrite.target` says where the link claims to lead on.
    """
    sent = whatwg.parse(url.rewrite.original) if url.rewrite and url.rewrite.original else None
    return _walk(sent or url, limits, through=True)


def _walk(url: Url, limits: Limits, *, through: bool) -> Url:
    encoders: list[str] = []
    current = url
    while (layer := _layer(current)) is not None:
        name, target = layer
        if len(encoders) == limits.rewrite_depth:
            encoders.append("rewrite_depth")
            break
        encoders.append(name)
        if not through and name not in PEELED:
            break
        current = target
    onward = redirect_target(current) if through else None
    if onward is not None:
        encoders.append("open_redirect")
    if not encoders:
        return url
    return replace(current, rewrite=Rewrite(tuple(encoders), url.url, onward.url if onward else None))


def redirect_target(url: Url) -> Url | None:
    """Find an absolute http(s) URL of another organisation inside the query or path of `url`.

    Plain, percent-encoded (also twice) and base64 forms count. Whether the host really
    redirects there is unknown, and a trap may carry an honest URL to look like one.
    """
    if url.domain is None and url.ip is None:
        return None
    if not url.query_params and (not url.path or len(url.path) < 8):
        return None
    carried = f"{url.path or ''}?{url.query_params or ''}"
    if not _MAY_CARRY.search(carried):
        return None
    for values in (url.query_params_decoded or {}).values():
        for value in values:
            if (found := _foreign(value, url)) is not None:
                return found
    inner = re.search(
        r"https?(?::|%3a|%253a)(?:/|%2f|%252f){1,2}.*", url.path or "", re.IGNORECASE | re.DOTALL
    )
    if inner and (found := _foreign(inner[0], url)) is not None:
        return found
    token = _BASE64_URL.search(carried)
    return _foreign(_from_base64(token[0]), url) if token else None


def _layer(url: Url) -> tuple[str, Url] | None:
    if url.domain is None:
        return None
    known = [BY_HOST[suffix] for suffix in domain.suffixes(url.domain.domain) if suffix in BY_HOST]
    if url.domain.sld == "google":
        known.append(GOOGLE)
    for family in itertools.chain.from_iterable(known):
        if (target := _target(family, url)) is not None:
            return family.name, target
    return None


def _target(family: Family, url: Url) -> Url | None:
    assert url.domain is not None
    if not re.fullmatch(family.host, url.domain.domain):
        return None
    if not re.match(family.path, url.path or "/", re.IGNORECASE):
        return None
    text = family.decode(url)
    target = whatwg.parse(text) if text else None
    if target is not None and target.fragment is None and url.fragment:
        # A redirect hands the fragment on (RFC 9110 section 10.2.2), and traps read the victim from it.
        target = whatwg.parse(f"{target.url}#{url.fragment}")
    if target is None or (target.domain is None and target.ip is None):
        return None
    return target


def _foreign(value: str, url: Url) -> Url | None:
    for _ in range(2):
        if _ABSOLUTE.match(value):
            break
        value = _from_base64(value) if value.startswith("aHR0c") else unquote(value)
    if not _ABSOLUTE.match(value):
        return None
    target = whatwg.parse(value if ":" in value[:6] else "http:" + value)
    if target is None or (target.domain is None and target.ip is None):
        return None
    here, there = url.domain, target.domain
    same = (
        here is not None
        and there is not None
        and (here.registrable_domain or here.domain) == (there.registrable_domain or there.domain)
    )
    return None if same else target


def _from_base64(token: str) -> str:
    token = token.rstrip("=").replace("-", "+").replace("_", "/")
    token = token[: len(token) - (len(token) % 4 == 1)]
    try:
        return base64.b64decode(token + "=" * (-len(token) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""

"""How rewriters write the target into their URLs, undone."""

import base64
import binascii
import json
import re
from collections.abc import Callable
from urllib.parse import unquote

from unhook import patterns
from unhook.links.model import Url

_V3 = patterns.compile(r"/v[23]/__(.+?)__;([^!;]*)!", re.DOTALL)
_V3_PLACE = patterns.compile(r"\*(\*.)?")
_CHECKPOINT = patterns.compile(r"/v2/(?:r\d\d/)?_{3}(https?:.+?)_{3}", re.DOTALL | re.IGNORECASE)
_RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_AMP_PATH = patterns.compile(r"/[a-z]{1,3}/(s/)?([^/].*)", re.DOTALL)
_YAHOO_TARGET = patterns.compile(r"/RU=([^/]+)/")
_TRAILING = patterns.compile(r"[;?&](https?(?::|%3a).*)", re.IGNORECASE | re.DOTALL)


def unbase64(text: str) -> bytes:
    """Decode standard or URL-safe base64, padded or not; what does not decode gives nothing."""
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _first(url: Url, name: str) -> str | None:
    values = (url.query_params_decoded or {}).get(name)
    return values[0] if values else None


def proofpoint_v2(url: Url) -> str | None:
    """`u` holds the URL with `-` for `%` and `_` for `/`."""
    text = _first(url, "u")
    return unquote(text.replace("-", "%").replace("_", "/")) if text else None


def proofpoint_v3(url: Url) -> str | None:
    """The URL stands between `__` marks; `*` is one replaced character and `**X` a run of them.

    The replaced characters follow in base64, the run's length is X's place in the base64
    alphabet plus two.
    """
    path = (url.path or "") + (f"?{url.query_params}" if url.query_params else "")
    match = _V3.match(path)
    if match is None:
        return None
    replaced = iter(unbase64(match[2]).decode("utf-8", "replace"))

    def restore(place: re.Match[str]) -> str:
        run = place[1]
        count = 1 if run is None else _RUN_LENGTHS.find(run[1]) + 2
        return "".join(next(replaced, "") for _ in range(count))

    target = _V3_PLACE.sub(restore, match[1])
    return re.sub(r"^(https?):/(?!/)", r"\1://", target)


def checkpoint(url: Url) -> str | None:
    """The URL stands between triple underscores."""
    match = _CHECKPOINT.match((url.path or "") + (f"?{url.query_params}" if url.query_params else ""))
    return match[1] if match else None


def base64_parameter(name: str) -> Callable[[Url], str | None]:
    """Build a decoder for a query parameter that holds the URL in base64."""

    def decode(url: Url) -> str | None:
        text = _first(url, name)
        return unbase64(text).decode("utf-8", "replace") if text else None

    return decode


def bing(url: Url) -> str | None:
    """`u` is `a1` and the URL in URL-safe base64."""
    text = _first(url, "u")
    return unbase64(text[2:]).decode("utf-8", "replace") if text and text.startswith("a1") else None


def yahoo(url: Url) -> str | None:
    """The path element `RU=` holds the percent-encoded URL."""
    match = _YAHOO_TARGET.search((url.path or "") + "/")
    return unquote(match[1]) if match else None


def amp_cache(url: Url) -> str | None:
    """`/c/s/host/path`: content type, `s` for https, then the URL without scheme."""
    match = _AMP_PATH.match(url.path or "")
    if match is None:
        return None
    query = f"?{url.query_params}" if url.query_params else ""
    return f"http{'s' if match[1] else ''}://{match[2]}{query}"


def translate_host(url: Url) -> str | None:
    """`a-b.translate.goog` is `a.b`, and `--` stands for a hyphen."""
    if url.domain is None:
        return None
    label = url.domain.domain.removesuffix(".translate.goog")
    host = label.replace("--", "\0").replace("-", ".").replace("\0", "-")
    return f"https://{host}{url.path or ''}"


def trailing_url(url: Url) -> str | None:
    """The URL closes the redirector's own, after `;`, `?` or `&`."""
    match = _TRAILING.search(f"{url.path or ''}?{url.query_params or ''}")
    return (unquote(match[1]) if "%3" in match[1][:9].lower() else match[1]) if match else None


def json_token(parameter: str, *keys: str) -> Callable[[Url], str | None]:
    """Build a decoder for a parameter of dot-separated base64 pieces, one of them JSON with one of `keys`."""

    def decode(url: Url) -> str | None:
        for piece in (_first(url, parameter) or "").split(".")[:4]:
            found = _json(unbase64(piece))
            for key in keys:
                if isinstance(found.get(key), str):
                    return str(found[key])
        return None

    return decode


def mandrill(url: Url) -> str | None:
    """`p` is base64 JSON whose own `p` is JSON with `url`."""
    inner = _json(unbase64(_first(url, "p") or "")).get("p")
    target = _json(inner.encode() if isinstance(inner, str) else b"").get("url")
    return target if isinstance(target, str) else None


def _json(data: bytes) -> dict[str, object]:
    try:
        found = json.loads(data) if data else None
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

"""A page that reads the victim's address out of its own address: the mark of one made up for each victim."""

import re
from collections.abc import Iterator, Sequence

from unhook.links import url
from unhook.pages.source import services
from unhook.pages.source.model import Sign
from unhook.pages.source.read import Read
from unhook.pages.source.script import Script

_PLACES = {
    "hash": "fragment",
    "search": "query",
    "URLSearchParams": "query",
    "searchParams": "query",
    "pathname": "path",
}
_WHOLE = frozenset({"href", "URL", "documentURI"})
_MAIL = re.compile(
    r"@|e-?mail|(?<![a-z])user(?:name|id)?(?![a-z])|login_?hint|victim|(?<![a-z])recipient", re.IGNORECASE
)
_AT_SIGN = re.compile(r"""['"/\[(]@['"/\])]|@\[|@\(|\\x40|%40|\[\^@|indexOf\(['"]@|split\(['"]@""")
_WEB = re.compile(r"(?:https?:)?//[^\s\"'<>()\\]{4,500}", re.IGNORECASE)
_ANY = "https://page.invalid/"
_PUT = frozenset(
    {"value", "val", "innerHTML", "innerText", "textContent", "html", "text", "outerHTML", "placeholder"}
)
_DECODE = frozenset({"atob", "unescape", "decodeURIComponent", "b64DecodeUnicode", "fromCharCode"})
_DOMAIN = re.compile(
    r"split\(\s*(['\"`/])@\1?|substring|lastIndexOf\(\s*['\"]@|indexOf\(\s*['\"]@|domain", re.IGNORECASE
)
_SIGN = {"dns": "dns-lookup", "logo": "logo-service", "favicon": "favicon-service",
         "screenshot": "screenshot-service", "location": "location-service"}  # fmt: skip


def of(reads: Sequence[Read]) -> Iterator[Sign]:
    """`address-from-fragment`, `-query`, `-path`; `address-decoded`; `address-shown`; and the services that
    tell a page who the victim's provider is or what it looks like.
    """
    for here in reads:
        for script in here.scripts:
            yield from _from_address(here, script)
            yield from _asks(here, script)
        yield from _loads(here)


def _from_address(here: Read, script: Script) -> Iterator[Sign]:
    places = dict(reversed(list(_places(script))))
    if not places or not (_AT_SIGN.search(script.source) or _names_mail(script)):
        return
    names = script.identifiers
    for place, word in places.items():
        yield Sign(f"address-from-{place}", word, here.evidence(word))
    if decoder := next(iter(sorted(names & _DECODE)), None):
        yield Sign("address-decoded", decoder, here.evidence(decoder))
    if put := next(iter(sorted(names & _PUT)), None):
        yield Sign("address-shown", put, here.evidence(put))


def _places(script: Script) -> Iterator[tuple[str, str]]:
    tokens = script.tokens
    for at, (kind, text) in enumerate(tokens):
        if kind != "identifier":
            continue
        before = tokens[at - 2][1] if at > 1 and tokens[at - 1] == ("mark", ".") else ""
        if text in _PLACES and (before == "location" or text in ("URLSearchParams", "searchParams")):
            yield _PLACES[text], text
        elif text in _WHOLE and before in ("location", "document") and _cuts(script, at):
            yield ("fragment", text) if _after_hash(script, at) else ("query", text)


def _cuts(script: Script, at: int) -> bool:
    """Whether the whole address is taken apart, not assigned."""
    return any(
        text in ("split", "indexOf", "substr", "substring", "match", "slice")
        for _, text in script.tokens[at : at + 8]
    )


def _after_hash(script: Script, at: int) -> bool:
    return any(kind == "string" and "#" in text for kind, text in script.tokens[at : at + 12])


def _names_mail(script: Script) -> bool:
    return any(
        _MAIL.search(text)
        for kind, text in script.tokens
        if kind in ("identifier", "string") and len(text) < 60
    )


def _asks(here: Read, script: Script) -> Iterator[Sign]:
    for text in script.strings:
        for match in _WEB.finditer(text[:2_000]) if "//" in text else ():
            kind = services.of(url.parse(match[0], here.base or _ANY))
            if kind in _SIGN:
                yield Sign(_SIGN[kind], match[0], here.evidence(match[0]))


def _loads(here: Read) -> Iterator[Sign]:
    """Pictures and frames from the same services, written into the page."""
    targets = [(picture.src, picture.evidence) for picture in here.pictures]
    targets += [(target, place) for how, target, place in here.leads if how in ("frame", "icon", "script")]
    for target, place in targets:
        kind = services.of(url.parse(target, here.base)) if target[:5].lower() != "data:" else None
        if kind in _SIGN:
            yield Sign(_SIGN[kind], target, place)

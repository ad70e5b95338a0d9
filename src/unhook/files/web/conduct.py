"""What a page and its scripts would do in a victim's browser, told from their words alone."""

import re
from collections.abc import Iterable, Iterator, Sequence

from unhook.files.model import Child, Found, Reference, Sign
from unhook.files.scanner import Sample
from unhook.files.web import javascript, smuggled
from unhook.files.web.javascript import Words
from unhook.links import carried, url
from unhook.links.model import Url

_SENDING = frozenset(
    [
        "fetch",
        "XMLHttpRequest",
        "sendBeacon",
        "ajax",
        "post",
        "axios",
        "WebSocket",
        "EventSource",
        "submit",
        "FormData",
    ]
)
_MOVING = frozenset(["location", "replace", "assign", "href", "open", "navigate"])
_UNPACKING = frozenset(
    [
        "atob",
        "unescape",
        "decodeURIComponent",
        "fromCharCode",
        "Blob",
        "createObjectURL",
        "msSaveBlob",
        "msSaveOrOpenBlob",
        "eval",
        "Function",
        "write",
        "DOMParser",
    ]
)
_WEB = re.compile(r"(?:https?|wss?)://[^\s\"'<>\\]{4,2000}", re.IGNORECASE)
_STRINGS = 400
_STRING_CHARS = 4_000


def of_scripts(sources: Sequence[str], sample: Sample) -> tuple[Words, Found]:
    """The scripts' words together, and what they tell: URLs in literals, files unpacked from literals."""
    limits = sample.limits
    source = "\n".join(sources)[: limits.text_chars]
    words = javascript.words(source, limits.strings)
    children = tuple(
        Child(each.data, f"{each.encoding}-{at}", "decoded script", each.media_type)
        for at, each in enumerate(smuggled.payloads(source, 50, limits.file_bytes), 1)
    )
    references = tuple(_written(words.strings, limits.references))
    signs: list[Sign] = []
    used = _UNPACKING.intersection(words.identifiers)
    if children and used:
        signs.append(Sign("html-smuggling", f"{', '.join(sorted(used))}: {len(children)} unpacked"))
    if references and _MOVING.intersection(words.identifiers):
        signs.append(Sign("html-redirect", references[0].url))
    signs += recipient_inside(words.strings, sample.recipients)
    return words, Found(children=children, references=references, signs=tuple(signs))


def sends(words: Words) -> bool:
    """Whether a script talks to a server."""
    return not _SENDING.isdisjoint(words.identifiers)


def recipient_inside(texts: Iterable[str], recipients: tuple[str, ...]) -> Iterator[Sign]:
    """The first text that carries a recipient's address, plain or encoded (`links.carried`)."""
    if not recipients:
        return
    for _, text in zip(range(_STRINGS), texts, strict=False):
        if not 6 <= len(text) <= _STRING_CHARS:
            continue
        read = url.parse(text) if "://" in text else None
        for each in carried.addresses(read or Url(url=text, fragment=text), recipients):
            if each.encoding not in ("local_part", "domain"):
                yield Sign("recipient-inside", f"{each.address} ({each.encoding})")
                return


def _written(strings: Iterable[str], most: int) -> Iterator[Reference]:
    seen: set[str] = set()
    for text in strings:
        for match in _WEB.finditer(text):
            if match[0] not in seen:
                seen.add(match[0])
                yield Reference(match[0], "script")
                if len(seen) >= most:
                    return

"""What was typed, found again in what a page sends, however it is written."""

import base64
import codecs
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote_plus

from unhook.links.mailbox_forms import aligned
from unhook.pages.broker import Request
from unhook.pages.probe.canaries import Canary
from unhook.pages.probe.model import Encoding, Identity, Went

_READ = 200_000
_FEWEST_PIECES = 5
_SENT_HEADERS = ("authorization", "cookie")


def of_identity(payload: str, identity: Identity) -> tuple[Went, ...]:
    """The identity in what is sent: its address, else the local part or the firm's domain, which nobody
    else has. A provider's domain alone says nothing.
    """
    if identity.address is None or identity.local_part is None or identity.domain is None:
        return ()
    if encoding := found(payload, identity.address, identity.address):
        return (Went("address", encoding),)
    parts: list[Went] = []
    if encoding := found(payload, identity.local_part, identity.local_part):
        parts.append(Went("local-part", encoding))
    if identity.letter == "C" and (encoding := found(payload, identity.domain, identity.domain)):
        parts.append(Went("domain", encoding))
    return tuple(parts)


def of_canaries(payload: str, canaries: Iterable[Canary]) -> tuple[Went, ...]:
    """Which canaries are in it, and how they are written."""
    return tuple(
        Went(canary.what, encoding, canary.field)
        for canary in canaries
        if (encoding := found(payload, canary.core, canary.typed)) is not None
    )


def in_pieces(payloads: Sequence[str], canaries: Iterable[Canary]) -> tuple[Went, ...]:
    """Canaries sent letter by letter: what differs between requests to one place, put together."""
    if len(payloads) < _FEWEST_PIECES:
        return ()
    head = _alike(payloads)
    tail = _alike([payload[head:][::-1] for payload in payloads])
    joined = "".join(payload[head : len(payload) - tail] for payload in payloads)
    return tuple(
        Went(canary.what, "pieces", canary.field) for canary in canaries if canary.core in joined.lower()
    )


def _alike(texts: Sequence[str]) -> int:
    """How many characters all begin with."""
    columns = enumerate(zip(*texts, strict=False))
    return next((at for at, column in columns if len(set(column)) > 1), min(map(len, texts)))


def payload(request: Request) -> str:
    """All of a request that leaves: address without fragment, body, and headers that pages set."""
    body = (request.body or b"")[:_READ].decode("utf-8", "replace")
    own = [value for name, value in request.headers.items() if name in _SENT_HEADERS or name.startswith("x-")]
    return "\n".join([request.url.partition("#")[0], *own, body])


def found(text: str, core: str, typed: str) -> Encoding | None:
    """How `core`, a part of what was `typed`, is written in `text`; None where it is not."""
    text = text[:_READ]
    plain = text.lower()
    read = [plain] if "%" not in plain else [plain, (once := unquote_plus(plain)), unquote_plus(once)]
    letters = text if "%" not in text else unquote_plus(unquote_plus(text))
    letters = letters.replace("-", "+").replace("_", "/").replace(" ", "+")
    for encoding, form in _forms(core, typed):
        if encoding == "base64":
            if form in letters:
                return encoding
        elif form in plain:
            return encoding
        elif any(form in each for each in read[1:]):
            return "percent" if encoding == "plain" else encoding
    return None


@lru_cache(maxsize=512)
def _forms(core: str, typed: str) -> tuple[tuple[Encoding, str], ...]:
    """What `core` looks like, each way; digests are of all that was typed."""
    return tuple(_all_forms(core.lower(), typed))


def _all_forms(core: str, typed: str) -> Iterator[tuple[Encoding, str]]:
    yield "plain", core
    turned: tuple[tuple[Encoding, str], ...] = (
        ("reversed", core[::-1]),
        ("rot13", codecs.encode(core, "rot13")),
        ("hex", core.encode().hex()),
    )
    yield from turned
    for _, form in (("plain", core), *turned):
        for once in aligned(form.encode()):
            yield "base64", once
            yield from (("base64", twice) for twice in aligned(once.encode()))
    for encoding in ("md5", "sha1", "sha256"):
        digest = hashlib.new(encoding, typed.encode(), usedforsecurity=False)
        yield encoding, digest.hexdigest()
        yield "base64", base64.b64encode(digest.digest()).decode().rstrip("=")

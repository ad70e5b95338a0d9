"""One identity's view of a page, from what its visit came to."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from unhook.brands.registry import Brands
from unhook.links import url
from unhook.pages.broker import Request
from unhook.pages.probe import mask, pictured, sent, workers
from unhook.pages.probe.desk import Desk
from unhook.pages.probe.model import Fault, Field, Identity, Posting, View
from unhook.pages.probe.pictured import Reader
from unhook.pages.probe.seen import Seen
from unhook.pages.probe.visitor import Visited
from unhook.pages.served import stands_at
from unhook.pages.source import conduct, judge, owning, services, shown
from unhook.pages.source.model import ASKED, Channel, Evidence, Sent, Sign
from unhook.pages.source.read import Read

_REFUSES = re.compile(
    r"(?:could(?: ?n[o']t)|can(?:not|'t)) (?:find|be found)|does(?: not|n't) exist|no(?:t a)? (?:such|valid)"
    r" (?:user|account|e-?mail)|not (?:recogni[sz]ed|allowed|authori[sz]ed|registered|permitted|eligible)"
    r"|(?:invalid|unknown|unrecogni[sz]ed|incorrect) (?:e-?mail|user|account|recipient|address)"
    r"|access (?:is )?denied|(?:page|document|link) (?:has )?(?:not found|expired)|existiert nicht"
    r"|nicht gefunden|ungültige (?:e-?mail|adresse)|introuvable|n'existe pas|no existe|não existe|non esiste"
    r"|bestaat niet",
    re.IGNORECASE,
)
_CHANNELS: dict[str, Channel] = {
    "form": "form", "navigation": "form", "fetch": "fetch", "xhr": "xhr", "beacon": "beacon",
    "image": "image", "websocket": "websocket", "event-source": "event-source", "worker": "worker",
}  # fmt: skip
_LEAST_PICTURE = 400.0
_DATA = re.compile(r"data:[^,]*?(;base64)?,(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Came:
    """What a visit came to: `requests` in order, `asked` the address opened, `unheard` as in `View`."""

    identity: Identity
    asked: str
    visited: Visited
    desk: Desk
    requests: tuple[Request, ...]
    unheard: tuple[str, ...] = ()
    fault: Fault | None = None


def view(came: Came, brands: Brands, *, proven: bool, reads: Reader | None = None) -> View:
    """The view, with what it alone speaks for. `proven`: the page stands where its address says. `reads`: the
    picture, where secrets are asked under no name.
    """
    visited, seen = came.visited, came.visited.seen
    exchanges = came.desk.exchanges(came.requests)
    # A word through a WebSocket is known to the browser alone.
    tested = [
        workers.told(request)
        for request, exchange in zip(came.requests, exchanges, strict=True)
        if exchange.tested or request.kind == "websocket"
    ]
    base = View(
        came.identity, came.asked, came.asked, requests=exchanges, fault=came.fault,
        postings=sent.of(tested, [canaries for _, canaries in visited.attempts]),
        questions=tuple(dict.fromkeys(came.desk.questions)),
        reached=() if visited.done or came.fault else ("view_seconds",), unheard=came.unheard,
    )  # fmt: skip
    if seen is None:
        return base
    seeing = seen.read
    address = stands_at(seen.url)
    own = url.parse(address) if address else None
    label = own.domain if own else None
    brand_names = shown.of((seeing,), brands, label)
    names_host = shown.names_host(seeing, label)
    asks = any(each.kind in ASKED for each in seeing.fields)
    if reads and visited.screenshot and asks and not any(each.strong for each in brand_names):
        name = label.label if label else None
        brand_names += pictured.of(reads(visited.screenshot), seeing, brands, name)
    signs = tuple(conduct.of((seeing,), brands))
    receivers, services_used = _sent(base.postings, seeing.part)
    judged = judge.Seen(
        address, proven, brand_names, seeing.fields, receivers, (*signs, *services_used),
        came.desk.status(seen.url), ("elements",) if seen.page.cut else (),
    )  # fmt: skip
    _, _, reasons, brand = judge.judge(judged, brands)
    pictures = {each.url for each in seen.page.pictures if each.area >= _LEAST_PICTURE}
    return replace(
        base, url=seen.url, host=owning.of(address, brands), title=seen.page.title or None,
        words=seeing.text, dom=seen.page.html, status=judged.status, shown=brand_names, brand=brand,
        own_name=any(map(mask.names_own, _named(seeing))), names_host=names_host,
        fields=tuple(Field(each.kind, each.name) for each in seeing.fields),
        favicon=_favicon(came.desk, seen), picture=_picture(came.desk, seen),
        screenshot=visited.screenshot, look=_look(visited.screenshot), tags=seen.page.tags,
        hosts=tuple(sorted(_third_parties(seen.url, map(workers.told, came.requests)))),
        questions=tuple(replace(each, shown=each.url in pictures) for each in base.questions),
        signs=judged.signs, reasons=reasons, typed=visited.typed, refused=_refused(visited),
        challenged=any(sign.name == "challenge" for sign in signs),
        reached=(*base.reached, *judged.reached),
    )  # fmt: skip


def _named(seeing: Read) -> Iterator[str]:
    if seeing.title is not None:
        yield seeing.title.text
    for heading in seeing.headings:
        yield heading.text
    for picture in seeing.pictures:
        yield picture.alt


def _sent(postings: Sequence[Posting], part: str) -> tuple[tuple[Sent, ...], tuple[Sign, ...]]:
    """Where secrets went, as a page's source would be judged by."""
    receivers, signs = [], []
    for posting in postings:
        if not posting.secret:
            continue
        place = Evidence(part, None, f"{posting.method} {posting.host}{posting.path}")
        address = stands_at(posting.url)
        channel = _CHANNELS.get(posting.way, "unknown")
        receivers.append(Sent(channel, address, address and posting.host, place, True))
        kind = services.of(url.parse(posting.url))
        if kind in ("bot", "form-mail"):
            signs.append(Sign(kind, posting.url, place))
    return tuple(dict.fromkeys(receivers)), tuple(dict.fromkeys(signs))


def _refused(visited: Visited) -> bool:
    """Whether it says so now, and did not before it knew who looks."""
    assert visited.seen is not None
    if any(each.kind in ("password", "dressed", "code", "phrase") for each in visited.seen.read.fields):
        return False
    before = visited.first.read.text if visited.first and visited.typed else ""
    return bool(_REFUSES.search(visited.seen.read.text)) and not _REFUSES.search(before)


def _favicon(desk: Desk, seen: Seen) -> str | None:
    plain = f"{urlsplit(seen.url).scheme}://{urlsplit(seen.url).netloc}/favicon.ico"
    return next(filter(None, (_hashed(desk, each) for each in (*seen.page.icons, plain))), None)


def _picture(desk: Desk, seen: Seen) -> str | None:
    largest = sorted(seen.page.pictures, key=lambda each: -each.area)
    wanted = (each.url for each in largest if each.area >= _LEAST_PICTURE)
    return next(filter(None, (_hashed(desk, each) for each in wanted)), None)


def _hashed(desk: Desk, address: str) -> str | None:
    content = _of_data(address) if address[:5].lower() == "data:" else desk.body(address)
    return hashlib.sha256(content).hexdigest() if content else None


def _of_data(address: str) -> bytes | None:
    match = _DATA.match(address)
    if match is None:
        return None
    content = unquote_to_bytes(match[2])
    try:
        return base64.b64decode(content) if match[1] else content
    except (binascii.Error, ValueError):
        return None


def _look(screenshot: bytes) -> int | None:
    if not screenshot or find_spec("PIL") is None:
        return None
    from PIL import Image

    from unhook.files.picture.fingerprint import dhash

    # Made by the browser itself, whatever is drawn on it.
    with Image.open(BytesIO(screenshot), formats=("PNG",)) as image:
        return int(dhash(image), 16)


def _third_parties(address: str, requests: Iterable[Request]) -> set[str]:
    own = url.parse(address)
    mine = own.domain.registrable_domain if own and own.domain else None
    found = set()
    for request in requests:
        parsed = url.parse(request.url)
        if parsed and parsed.domain and (parsed.domain.registrable_domain or parsed.domain.domain) != mine:
            found.add(parsed.domain.domain)
    return found

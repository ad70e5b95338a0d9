"""What public services would say of an identity, said here: no question about it leaves; each is evidence."""

import hashlib
import json
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from unhook.links import domain, url
from unhook.pages.broker import Answer, Request
from unhook.pages.probe import dns
from unhook.pages.probe.model import Identity, Letter
from unhook.pages.source import services
from unhook.pages.source.services import Kind

ANSWERED: frozenset[Kind] = frozenset({"dns", "logo", "favicon", "screenshot", "location"})

_EXCHANGERS: Mapping[Letter, tuple[str, ...]] = {
    "G": ("gmail-smtp-in.l.google.com", "alt1.gmail-smtp-in.l.google.com"),
    "O": ("outlook-com.olc.protection.outlook.com",),
}
_SIZES: Mapping[Kind, tuple[int, int]] = {"logo": (128, 64), "favicon": (32, 32), "screenshot": (1024, 768)}
_PLACE = {
    "ip": "192.0.2.10", "query": "192.0.2.10", "status": "success", "success": True, "type": "IPv4",
    "country": "US", "countryCode": "US", "country_code": "US", "country_name": "United States",
    "city": "Springfield", "region": "Illinois", "regionName": "Illinois", "timezone": "America/Chicago",
    "org": "Example Networks", "isp": "Example Networks", "geoplugin_countryCode": "US",
}  # fmt: skip


def asked(request: Request, identity: Identity) -> Kind | None:
    """The kind of service that is asked about the identity: its domain is in the question. Where a visitor
    is, by network address, is asked about everybody.
    """
    kind = services.of(url.parse(request.url))
    if kind not in ANSWERED:
        return None
    if kind == "location":
        return kind
    if kind == "dns":
        question = dns.query(request)
        return (
            kind if question and identity.domain and domain.below(question.name, {identity.domain}) else None
        )
    told = unquote(unquote(request.url)).lower()
    return kind if identity.domain is not None and identity.domain.lower() in told else None


def answer(request: Request, kind: Kind, identity: Identity) -> Answer | None:
    """What the service says: the provider's mail exchangers for `G` and `O`, its own for `C`; a neutral logo
    of the identity's own; for everybody the same place on earth.
    """
    given = _answer(request, kind, identity)
    if given is None:
        return None
    return Answer(given.body, given.status, {**given.headers, "access-control-allow-origin": "*"})


def _answer(request: Request, kind: Kind, identity: Identity) -> Answer | None:
    if kind == "dns":
        question = dns.query(request)
        own = (f"mail.{identity.domain}",)
        return dns.answer(question, _EXCHANGERS.get(identity.letter, own)) if question else None
    if kind == "location":
        return _json(_PLACE)
    if kind == "logo" and urlsplit(request.url).netloc.startswith(("api.", "autocomplete.")):
        picture = f"https://logo.clearbit.com/{identity.domain}"
        return _json([{"name": _called(identity), "domain": identity.domain, "logo": picture}])
    return Answer(drawing(identity, *_SIZES[kind]), headers={"content-type": "image/svg+xml"})


def drawing(identity: Identity, width: int, height: int) -> bytes:
    """A picture (SVG) that stands for the identity's firm and is nobody's mark."""
    colour = hashlib.sha256((identity.domain or "").encode()).hexdigest()[:6]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 128 64">'
        f'<rect width="128" height="64" fill="#{colour}"/><circle cx="32" cy="32" r="20" fill="#fff"/>'
        f'<rect x="62" y="24" width="50" height="16" fill="#fff"/></svg>'
    ).encode()


def _json(value: object) -> Answer:
    return Answer(json.dumps(value).encode(), headers={"content-type": "application/json"})


def _called(identity: Identity) -> str:
    return (identity.domain or "").partition(".")[0].title()

"""Honest structures: a brand, a small firm, a desk or a person writing as such mail is really sent."""

import random
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from bench.twins.mailing import SERVICES, token
from bench.twins.sender import Recipient, Sender, ascii_name, free_mail
from bench.twins.structure import Layout, Links, Route, Structure, passing
from bench.twins.wording import Kind

_IP = "192.0.2."
_LAYOUTS: tuple[Layout, ...] = ("card", "outlook", "letter", "text")
_FILES = (
    "https://drive.google.com/file/d/{}/view",
    "https://www.dropbox.com/s/{}/file.pdf?dl=0",
    "https://we.tl/t-{}",
)


def of_brand(draw: random.Random, sender: Sender, kind: Kind, reader: Recipient) -> Iterator[Structure]:
    """A brand's notice: from its own host, below it, without results, signed only, and through services."""
    plain = _own(draw, sender, kind, sender.host, "www." + sender.host)
    yield replace(plain, moves=("own-host",))
    below = draw.choice(("mail", "email", "notify", "em"))
    shop = draw.choice(("account", "my", "login", "secure"))
    parts = _own(draw, sender, kind, f"{below}.{sender.host}", f"{shop}.{draw.choice(sender.others)}")
    yield replace(parts, moves=("own-sub-host",))
    yield replace(plain, moves=("no-results",), route=replace(plain.route, results=None))
    forwarded = f"spf=softfail smtp.mailfrom={sender.host}; dkim=pass header.d={sender.host}; dmarc=pass header.from={sender.host}"
    relay = replace(plain.route, client="relay.alumni.example", results=forwarded)
    yield replace(plain, moves=("signed-only",), route=relay)
    links = replace(plain.links, button=f"https://click.{below}.{sender.host}/?qs={token(draw, 60)}")
    yield replace(parts, moves=("own-tracker",), links=links)
    yield through_service(draw, replace(plain, moves=("through-service",)), sender)


def of_firm(draw: random.Random, sender: Sender, kind: Kind, reader: Recipient) -> Iterator[Structure]:
    """A small firm's mail: from its own server, through services, with what such mail often does oddly."""
    plain = _own(draw, sender, kind, sender.host, "www." + sender.host)
    unproven = f"spf=pass smtp.mailfrom={sender.host}; dkim=none; dmarc=none header.from={sender.host}"
    yield replace(plain, moves=("firm-own-host",), route=replace(plain.route, results=unproven, signers=()))
    carried = f"https://www.{sender.host}/unsubscribe?email={quote(reader.address)}"
    yield replace(
        plain, moves=("firm-address-in-unsubscribe",), links=replace(plain.links, unsubscribe=carried)
    )
    served = through_service(draw, replace(plain, moves=("firm-through-service",)), sender)
    yield served
    shown = replace(served.links, shown=f"www.{sender.host}")
    yield replace(served, moves=("firm-host-shown",), links=shown)
    envelope = served.route.envelope.partition("@")[2]
    foreign = f"spf=pass smtp.mailfrom={envelope}; dkim=pass header.d={served.route.signers[-1]}; dmarc=none header.from={sender.host}"
    route = replace(served.route, results=foreign, signers=served.route.signers[-1:])
    yield replace(served, moves=("firm-signed-by-service",), route=route)


def of_desk(draw: random.Random, sender: Sender, reader: Recipient) -> Iterator[Structure]:
    """The organisation's own desk, from inside and from its cloud; and its provider's."""
    links = Links(button=f"https://intranet.{reader.domain}/it/{draw.randrange(100, 999)}", pictures="")
    inside = Route(f"exchange.{reader.domain}", "10.0.4.17", f"{sender.local}@{reader.domain}", None)
    own = Structure(("desk-inside",), sender.name, f"{sender.local}@{reader.domain}", inside, links, "letter")
    yield own
    results = passing(reader.domain, reader.domain, reader.domain)
    cloud = Route("out.mail-cloud.example", _IP + "61", own.address, results, (reader.domain,))
    yield replace(own, moves=("desk-cloud",), route=cloud, layout=draw.choice(("letter", "text")))
    host = draw.choice(("nordhost.example", "hosting-hafen.test"))
    outside = Route(f"mail.{host}", _IP + "88", f"support@{host}", passing(host, host, host), (host,))
    pages = Links(
        f"https://my.{host}/mail/{draw.randrange(1000)}",
        (f"https://www.{host}/help",),
        f"https://www.{host}/i",
    )
    yield Structure(
        ("desk-provider",),
        f"{host.partition('.')[0].title()} Support",
        f"support@{host}",
        outside,
        pages,
        "card",
    )


def of_person(draw: random.Random, sender: Sender, reader: Recipient) -> Iterator[Structure]:
    """A person's letter with a link to a file: from a firm, a private mailbox, a colleague's desk."""
    links = Links(button=draw.choice(_FILES).format(token(draw, 22)))
    for move, host in (
        ("person-firm", sender.host),
        ("person-free-mail", free_mail(draw)),
        ("person-colleague", reader.domain),
    ):
        address = f"{sender.local}@{host}"
        route = Route(
            f"mail.{host}", _IP + str(draw.randrange(2, 250)), address, passing(host, host, host), (host,)
        )
        yield Structure((move,), sender.name, address, route, links, draw.choice(("letter", "text")))


def through_service(draw: random.Random, sent: Structure, sender: Sender) -> Structure:
    """The same mail sent by a mailing service: its envelope, its second signature, its tracker."""
    service = draw.choice(SERVICES)
    label = ascii_name(sender.name) or "news"
    bounce = f"bounces+{draw.randrange(10**6)}@{service.envelope}"
    host = sent.address.partition("@")[2]
    route = Route(
        f"o{draw.randrange(1, 99)}.{service.envelope}",
        "198.51.100." + str(draw.randrange(2, 250)),
        bounce,
        passing(host, service.envelope, host, service.signer),
        (host, service.signer),
    )
    links = replace(
        sent.links,
        button=service.click(draw, label, sent.links.button),
        footer=tuple(service.click(draw, label, target) for target in sent.links.footer),
        unsubscribe=sent.links.unsubscribe and service.click(draw, label, sent.links.unsubscribe),
    )
    return replace(sent, route=route, links=links)


def _own(draw: random.Random, sender: Sender, kind: Kind, host: str, site: str) -> Structure:
    address = f"{sender.local}@{host}"
    envelope = f"bounce-{draw.randrange(10**6)}@{host}"
    route = Route(
        f"out{draw.randrange(1, 9)}.{host}",
        _IP + str(draw.randrange(2, 250)),
        envelope,
        passing(host, host, host),
        (host,),
    )
    links = Links(
        button=f"https://{site}/{kind.path}?{draw.choice(('id', 't', 'ref'))}={token(draw, 16)}",
        footer=tuple(f"https://{site}/{page}" for page in ("help", "privacy", "contact")),
        pictures=f"https://{site}/mail/img",
        unsubscribe=f"https://{site}/unsubscribe?u={token(draw, 20)}" if kind.list else None,
    )
    layouts = ("shop", "card") if kind.list else _LAYOUTS
    return Structure((), sender.name, address, route, links, draw.choice(layouts))

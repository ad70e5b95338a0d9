"""Honest structures: a brand, a small firm, a desk or a person writing as such mail is really sent."""

import random
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from bench.twins.mailing import signed_by_service_alone, through_service, token
from bench.twins.sender import Recipient, Sender, free_mail
from bench.twins.structure import Layout, Links, Route, Structure, address, proven, results
from bench.twins.target import form
from bench.twins.wording import Kind

_LAYOUTS: tuple[Layout, ...] = ("card", "outlook", "letter", "text")
_LETTERS: tuple[Layout, ...] = ("letter", "text")
_LIST_LAYOUTS: tuple[Layout, ...] = ("shop", "card")
_FILES = (
    "https://drive.google.com/file/d/{}/view",
    "https://www.dropbox.com/s/{}/file.pdf?dl=0",
    "https://we.tl/t-{}",
)


def of_brand(draw: random.Random, sender: Sender, kind: Kind) -> Iterator[Structure]:
    """A brand's notice: from its own host, below it, without results, signed only, and through services."""
    plain = _own(draw, sender, kind, sender.host, "www." + sender.host)
    yield replace(plain, moves=("own-host",))
    yield replace(plain, moves=("no-results",), route=replace(plain.route, results=None))
    forwarded = results(sender.host, sender.host, sender.host, spf="softfail")
    relay = replace(plain.route, client="relay.alumni.example", results=forwarded)
    yield replace(plain, moves=("signed-only",), route=relay)
    yield through_service(draw, replace(plain, moves=("through-service",)))
    if sender.hosts_below:
        mail = f"{draw.choice(('mail', 'email', 'notify', 'em'))}.{sender.host}"
        site = f"{draw.choice(('account', 'my', 'login', 'secure'))}.{draw.choice(sender.others)}"
        parts = _own(draw, sender, kind, mail, site)
        yield replace(parts, moves=("own-sub-host",))
        links = replace(plain.links, button=f"https://click.{mail}/?qs={token(draw, 60)}")
        yield replace(parts, moves=("own-tracker",), links=links)


def of_firm(draw: random.Random, sender: Sender, kind: Kind, reader: Recipient) -> Iterator[Structure]:
    """A small firm's mail: from its own server, through services, with what such mail often does oddly."""
    plain = _own(draw, sender, kind, sender.host, "www." + sender.host)
    unsigned = replace(plain.route, results=results(sender.host, sender.host, dmarc="none"), signers=())
    yield replace(plain, moves=("firm-own-host",), route=unsigned)
    leaving = f"https://www.{sender.host}/unsubscribe?email={quote(reader.address)}"
    carried = replace(plain.links, unsubscribe=leaving)
    yield replace(plain, moves=("firm-address-in-unsubscribe",), links=carried)
    yield replace(plain, moves=("firm-form",), links=replace(plain.links, button=form(draw)))
    served = through_service(draw, replace(plain, moves=("firm-through-service",)))
    yield served
    shown = replace(served.links, shown=f"www.{sender.host}")
    yield replace(served, moves=("firm-host-shown",), links=shown)
    yield replace(signed_by_service_alone(served), moves=("firm-signed-by-service",))


def of_desk(draw: random.Random, sender: Sender, reader: Recipient) -> Iterator[Structure]:
    """The organisation's own desk, from inside and from its cloud; and its provider's."""
    links = Links(button=f"https://intranet.{reader.domain}/it/{draw.randrange(100, 999)}")
    mailbox = f"{sender.local}@{reader.domain}"
    inside = Route(f"exchange.{reader.domain}", "10.0.4.17", mailbox, None)
    own = Structure(("desk-inside",), sender.name, mailbox, inside, links, "letter")
    yield own
    signed = results(reader.domain, reader.domain, reader.domain)
    cloud = Route("out.mail-cloud.example", address(draw), mailbox, signed, (reader.domain,))
    yield replace(own, moves=("desk-cloud",), route=cloud, layout=draw.choice(_LETTERS))
    host, name = draw.choice((("nordhost.example", "Nordhost"), ("hosting-hafen.test", "Hosting-Hafen")))
    pages = Links(f"https://my.{host}/mail/{draw.randrange(1000)}", (f"https://www.{host}/help",))
    outside = proven(host, address(draw), local="support")
    yield Structure(("desk-provider",), f"{name} Support", f"support@{host}", outside, pages, "card")


def of_person(draw: random.Random, sender: Sender, reader: Recipient) -> Iterator[Structure]:
    """A person's letter with a link to a file: from a firm, a private mailbox, a colleague's desk."""
    links = Links(button=draw.choice(_FILES).format(token(draw, 22)))
    hosts = {
        "person-firm": sender.host,
        "person-free-mail": free_mail(draw),
        "person-colleague": reader.domain,
    }
    for move, host in hosts.items():
        route = proven(host, address(draw), local=sender.local)
        layout: Layout = draw.choice(_LETTERS)
        yield Structure((move,), sender.name, f"{sender.local}@{host}", route, links, layout)


def of_list(draw: random.Random, sender: Sender) -> Iterator[Structure]:
    """A post that a mailing list passes on: the author's signature broken, or the list's name in From."""
    host = draw.choice(("lists.openfields.example", "listen.verein.test", "forum.makers.example"))
    name = draw.choice(("members", "dev", "announce"))
    reply = f"<{token(draw, 24)}@{host}>"
    headers = (
        ("List-Id", f"<{name}.{host}>"),
        ("List-Post", f"<mailto:{name}@{host}>"),
        ("In-Reply-To", reply),
        ("References", reply),
    )
    links = Links(f"https://{host}/{name}/{draw.randrange(10**4)}", (), "", f"mailto:{name}-leave@{host}")
    author = f"{sender.local}@{draw.choice((sender.host, free_mail(draw)))}"
    broken = Route(
        host,
        address(draw),
        f"{name}-bounces@{host}",
        results(author.partition("@")[2], host, dmarc="fail (p=NONE)").replace("dkim=none", "dkim=fail"),
    )
    plain = Structure(("list-broken",), sender.name, author, broken, links, "text", headers=headers)
    yield plain
    via = f"{sender.name} via {name}"
    munged = replace(proven(host, address(draw)), envelope=f"{name}-bounces@{host}")
    yield replace(plain, moves=("list-munged",), display=via, address=f"{name}@{host}", route=munged)


def _own(draw: random.Random, sender: Sender, kind: Kind, host: str, site: str) -> Structure:
    links = Links(
        button=f"https://{site}/{kind.path}?{draw.choice(('id', 't', 'ref'))}={token(draw, 16)}",
        footer=tuple(f"https://{site}/{page}" for page in ("help", "privacy", "contact")),
        pictures=f"https://{site}/mail/img",
        unsubscribe=f"https://{site}/unsubscribe?u={token(draw, 20)}" if kind.list else None,
    )
    route = proven(host, address(draw), local=draw.choice(("bounces", f"bounce-{draw.randrange(10**6)}")))
    layout = draw.choice(_LIST_LAYOUTS if kind.list else _LAYOUTS)
    return Structure((), sender.name, f"{sender.local}@{host}", route, links, layout)

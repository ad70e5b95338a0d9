"""An attacker's structures: a claim to be somebody, a place for the link, and a disguise."""

import base64
import random
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from bench.twins.genuine import through_service
from bench.twins.mailing import token
from bench.twins.sender import Recipient, Sender, ascii_name, below, free_mail
from bench.twins.structure import Disguise, Layout, Links, Route, Structure, failing, passing

_HOSTS = (
    "kestrel-yard.test",
    "mosaic-lane.example",
    "velodrome-nine.test",
    "quarry-view.example",
    "tulpenweg.test",
)
_SITES = (
    "www.tischlerei-eck.test/wp-includes/js",
    "old-mill-museum.example/wp-content/uploads",
    "foto-prisma.test/.well-known",
)
_SWAPS = (("o", "0"), ("l", "1"), ("i", "l"), ("m", "rn"), ("e", "3"), ("a", "4"))


def _lookalike(draw: random.Random, sender: Sender) -> str:
    label = ascii_name(sender.host.split(".")[0])
    swaps = [(old, new) for old, new in _SWAPS if old in label]
    misspelt = label.replace(*draw.choice(swaps), 1) if swaps else f"{label}-{label}"
    return draw.choice(
        (f"{misspelt}.test", f"{label}-support.test", f"secure-{label}.example", f"{label}-online.test")
    )


def _unrelated(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return f"https://{draw.choice(_HOSTS)}/{token(draw, 8)}"


def _free_hosting(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    host = below(
        draw,
        "free_subdomain_hosts",
        ("pages.dev", "web.app", "weebly.com", "wixsite.com", "vercel.app", "netlify.app"),
    )
    return f"https://{draw.choice(('', 'login-', 'mail-'))}{draw.randbytes(5).hex()}.{host}/{draw.choice(('', 'index.html'))}"


def _shortened(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return f"https://{below(draw, 'url_shorteners', ('bit.ly', 'tinyurl.com', 'is.gd', 'cutt.ly', 't.ly'))}/{token(draw, 8)}"


def _redirected(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    target = _unrelated(draw, sender, reader)
    pattern = draw.choice(
        (
            "https://www.google.com/url?q={}&sa=D",
            "https://l.facebook.com/l.php?u={}",
            "https://www.bing.com/ck/a?u={}",
        )
    )
    return str(pattern).format(quote(target, safe=""))


def _brand_label(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return f"https://{sender.host}.{draw.choice(('signin', 'check', 'id'))}-{draw.randrange(99)}.test/{token(draw, 6)}"


def _carrying(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    encoded = base64.b64encode(reader.address.encode()).decode().rstrip("=")
    carried = draw.choice(
        (f"#{reader.address}", f"?email={quote(reader.address, safe='')}", f"#{encoded}", f"?e={encoded}")
    )
    return f"https://{draw.choice(_HOSTS)}/{carried}"


LINKS: Mapping[str, Callable[[random.Random, Sender, Recipient], str]] = {
    "to-lookalike": lambda draw, sender, reader: f"https://{_lookalike(draw, sender)}/signin",
    "to-unrelated": _unrelated,
    "to-broken-site": lambda draw, sender, reader: f"https://{draw.choice(_SITES)}/{token(draw, 6)}/",
    "to-free-hosting": _free_hosting,
    "to-ip": lambda draw, sender, reader: f"http://203.0.113.{draw.randrange(2, 250)}/{token(draw, 6)}/",
    "through-shortener": _shortened,
    "through-redirect": _redirected,
    "brand-as-label": _brand_label,
    "carries-address": _carrying,
    "html-attachment": _unrelated,
}


def claims(draw: random.Random, sender: Sender) -> Iterator[tuple[str, str, Route]]:
    """Name, From address and route of each way to pose as `sender`."""
    ip = f"203.0.113.{draw.randrange(2, 250)}"
    copy = _lookalike(draw, sender)
    yield "lookalike-domain", f"no-reply@{copy}", _proven(copy, ip)
    host = draw.choice(_HOSTS)
    yield "unrelated-domain", f"{draw.choice(('info', 'service', 'alert'))}@{host}", _proven(host, ip)
    free = free_mail(draw)
    yield (
        "free-mail",
        f"{ascii_name(sender.name, '.')}.{draw.randrange(10**4, 10**6)}@{free}",
        _proven(free, ip),
    )
    spoofed = f"{sender.local}@{sender.host}"
    server = f"vps{draw.randrange(999)}.{draw.choice(_HOSTS)}"
    envelope = draw.choice((sender.host, server))
    yield (
        "spoofed-failing",
        spoofed,
        Route(server, ip, f"{sender.local}@{envelope}", failing(sender.host, envelope)),
    )
    yield "spoofed-unproven", spoofed, Route(server, ip, f"www-data@{server}", None)
    robbed = draw.choice(("tischlerei-eck.test", "old-mill-museum.example", "foto-prisma.test"))
    yield "compromised-firm", f"office@{robbed}", _proven(robbed, ip)
    rented = draw.choice(_HOSTS)
    yield "mailing-service", f"info@{rented}", _proven(rented, ip)


def of(
    draw: random.Random, sender: Sender, reader: Recipient, layouts: tuple[Layout, ...]
) -> Iterator[Structure]:
    """One mail a claim, with link, disguise and layout drawn anew."""
    for name, address, route in claims(draw, sender):
        link = draw.choice(sorted(LINKS))
        button = LINKS[link](draw, sender, reader)
        site = f"https://www.{sender.host}"
        decoy = draw.random() < 0.6
        footer = tuple(f"{site}/{page}" if decoy else "#" for page in ("help", "privacy", "contact"))
        links = Links(button, footer, f"{site}/img" if decoy else f"https://{draw.choice(_HOSTS)}/i")
        disguise: Disguise = draw.choice(("none", "none", "none", "padding", "zero-width", "confusable"))
        picture = disguise == "none" and link != "html-attachment" and draw.random() < 0.2
        layout = "picture" if picture else draw.choice(layouts)
        if disguise == "padding" and layout == "text":
            layout = "card"
        moves = (name, link, "picture" if picture else disguise)
        sent = Structure(
            moves, sender.name, address, route, links, layout, disguise, link == "html-attachment"
        )
        yield through_service(draw, sent, sender) if name == "mailing-service" else sent


def _proven(host: str, ip: str) -> Route:
    dmarc = "pass" if host[0] < "m" else "none"
    return Route(f"mail.{host}", ip, f"bounce@{host}", passing(host, host, host, dmarc=dmarc), (host,))

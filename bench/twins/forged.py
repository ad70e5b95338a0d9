"""An attacker's structures: a claim to be somebody, a place for the link, and a disguise."""

import random
from collections.abc import Iterator
from dataclasses import replace

from bench.twins import structure
from bench.twins.mailing import through_service, token
from bench.twins.sender import Recipient, Sender, ascii_name, free_mail
from bench.twins.structure import Disguise, Layout, Links, Route, Structure, proven, results
from bench.twins.target import HOSTS, ROBBED, TARGETS, lookalike

# Three mails in six wear none: a disguise gives away more than it hides.
_DISGUISES: tuple[Disguise, ...] = ("none", "none", "none", "padding", "zero-width", "confusable")


def of(
    draw: random.Random, sender: Sender, reader: Recipient, layouts: tuple[Layout, ...]
) -> Iterator[Structure]:
    """One mail a claim, with target, disguise and layout drawn anew.

    Behind a mailing service's tracker the target cannot be seen, so that it is no move there.
    """
    for claim, address, route in _claims(draw, sender, reader):
        target = draw.choice(sorted(TARGETS))
        links = _links(draw, sender, TARGETS[target](draw, sender, reader))
        disguise, attached = draw.choice(_DISGUISES), target == "html-attachment"
        picture = disguise == "none" and not attached and draw.random() < 0.2
        usual = [layout for layout in layouts if layout != "text" or disguise != "padding"]
        layout: Layout = "picture" if picture else draw.choice(usual)
        moves = (claim, target, layout if picture else disguise)
        sent = Structure(moves, sender.name, address, route, links, layout, disguise, attached)
        if claim == "mailing-service":
            hidden = (claim, target if attached else "behind-tracker", moves[-1])
            sent = through_service(draw, replace(sent, moves=hidden))
        yield sent


def _claims(draw: random.Random, sender: Sender, reader: Recipient) -> Iterator[tuple[str, str, Route]]:
    """Name, From address and route of each way to pose as `sender`."""
    ip = structure.address(draw)
    copy = lookalike(draw, sender)
    yield "lookalike-domain", f"no-reply@{copy}", proven(copy, ip, dmarc=draw.choice(("pass", "none")))
    stranger = draw.choice(HOSTS)
    local = draw.choice(("info", "service", "alert"))
    yield "unrelated-domain", f"{local}@{stranger}", proven(stranger, ip, dmarc="none")
    free, number = free_mail(draw), draw.randrange(10**4, 10**6)
    yield "free-mail", f"{ascii_name(sender.name, '.')}.{number}@{free}", proven(free, ip)
    posed, server = f"{sender.local}@{sender.host}", f"vps{draw.randrange(999)}.{draw.choice(HOSTS)}"
    envelope = draw.choice((sender.host, server))
    spf = "fail" if envelope == sender.host else "none"
    failing = results(sender.host, envelope, spf=spf, dmarc="fail (p=NONE)")
    yield "spoofed-failing", posed, Route(server, ip, f"{sender.local}@{envelope}", failing)
    yield "spoofed-unproven", posed, Route(server, ip, f"www-data@{server}", None)
    robbed = draw.choice(ROBBED)
    yield "compromised-firm", f"office@{robbed}", proven(robbed, ip)
    inside = f"{draw.choice(('m', 'j', 's'))}.{draw.choice(('schmid', 'costa', 'martin'))}@{reader.domain}"
    yield "compromised-colleague", inside, proven(reader.domain, ip)
    rented = draw.choice(HOSTS)
    yield "mailing-service", f"info@{rented}", proven(rented, ip)


def _links(draw: random.Random, sender: Sender, button: str) -> Links:
    """The button with a footer that leads to the real sender's pages (six in ten) or nowhere."""
    decoy = draw.random() < 0.6
    pages = ("help", "privacy", "contact")
    footer = tuple(f"https://www.{sender.host}/{page}" if decoy else "#" for page in pages)
    pictures = f"https://www.{sender.host}/img" if decoy else f"https://{draw.choice(HOSTS)}/i"
    leave = f"https://{draw.choice(HOSTS)}/unsubscribe?u={token(draw, 20)}" if draw.random() < 0.2 else None
    return Links(button, footer, pictures, leave)

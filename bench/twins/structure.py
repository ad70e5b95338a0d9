"""Everything about a mail but its words: who sent it, what proves it, where its links lead."""

import random
from dataclasses import dataclass
from typing import Literal

Layout = Literal["text", "letter", "card", "outlook", "shop", "frame", "banner", "picture"]
Disguise = Literal["none", "padding", "zero-width", "confusable"]


@dataclass(frozen=True, slots=True)
class Links:
    """Where a mail's links lead: its button, its footer (help, privacy, contact), its pictures' folder.

    `shown` is text that stands in the button's place; `unsubscribe` is absent where nobody subscribed.
    """

    button: str
    footer: tuple[str, ...] = ()
    pictures: str = ""
    unsubscribe: str | None = None
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """How the mail came: the connecting `client`, the `envelope` sender, and what the receiver says of both.

    `results` is the body of Authentication-Results (RFC 8601) behind the server's name, absent
    where the receiver writes none; `signers` are the domains of the DKIM signatures; `origin`
    is the machine that handed the mail to the client, where the client tells.
    """

    client: str
    ip: str
    envelope: str
    results: str | None
    signers: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """One mail's structure. `moves` name it in the tables; `attached` puts the link into an HTML file.

    `headers` are further fields that the sender's program writes.
    """

    moves: tuple[str, ...]
    display: str
    address: str
    route: Route
    links: Links
    layout: Layout
    disguise: Disguise = "none"
    attached: bool = False
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        """The host of the From address."""
        return self.address.partition("@")[2]


def results(author: str, envelope: str, *signers: str, spf: str = "pass", dmarc: str = "pass") -> str:
    """Authentication-Results of a mail in the name of the host `author`; all `signers` pass."""
    signatures = "; ".join(f"dkim=pass header.d={signer} header.s=s1" for signer in signers) or "dkim=none"
    return f"spf={spf} smtp.mailfrom={envelope}; {signatures}; dmarc={dmarc} header.from={author}"


def address(draw: random.Random) -> str:
    """An IPv4 address of the blocks for documentation (RFC 5737), whoever sends from it."""
    return f"{draw.choice(('192.0.2', '198.51.100', '203.0.113'))}.{draw.randrange(2, 250)}"


def proven(host: str, ip: str, *, local: str = "bounces", dmarc: str = "pass") -> Route:
    """The route of a mail from the host's own server, with envelope and signature of its own."""
    return Route(f"mail.{host}", ip, f"{local}@{host}", results(host, host, host, dmarc=dmarc), (host,))

"""Everything about a mail but its words: who sent it, what proves it, where its links lead."""

from dataclasses import dataclass
from typing import Literal

Layout = Literal["text", "letter", "card", "outlook", "shop", "picture"]
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
    where the receiver writes none; `signers` are the domains of the DKIM signatures.
    """

    client: str
    ip: str
    envelope: str
    results: str | None
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """One mail's structure. `moves` name it in the tables; `attached` puts the link into an HTML file."""

    moves: tuple[str, ...]
    display: str
    address: str
    route: Route
    links: Links
    layout: Layout
    disguise: Disguise = "none"
    attached: bool = False
    reply_to: str | None = None


def passing(host: str, envelope: str, *signers: str, dmarc: str = "pass") -> str:
    """Results of a mail from `host` whose envelope and signatures all pass."""
    signatures = "; ".join(f"dkim=pass header.d={signer} header.s=s1" for signer in signers) or "dkim=none"
    return f"spf=pass smtp.mailfrom={envelope}; {signatures}; dmarc={dmarc} header.from={host}"


def failing(host: str, envelope: str) -> str:
    """Results of a mail that uses the name of `host` without its servers or keys."""
    spf = "fail" if envelope == host else "softfail"
    return f"spf={spf} smtp.mailfrom={envelope}; dkim=none; dmarc=fail (p=NONE) header.from={host}"

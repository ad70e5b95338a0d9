"""Who writes and who reads: brands of the registry, invented firms, desks and persons."""

import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.twins.wording import Language
from unhook.brands import registry
from unhook.brands.registry import Brand
from unhook.links import services

_COMPANIES = (
    *("corp.example", "berger-partners.example", "stadtwerk.test", "kellner-gmbh.test"),
    *("atlantico-sul.example", "maison-dubois.test", "delta-techniek.example", "ortega-hijos.test"),
    *("studio-ferri.example", "northgate-labs.test", "ville-haute.example", "lindqvist-legal.test"),
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person at an organisation whose mail exchanger is `mx1` below `domain`."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The organisation's domain."""
        return self.address.partition("@")[2]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, or is posed as: a display `name`, the `host` that is theirs, `others` of the same owner.

    `hosts_below` tells that host names below `host` are theirs as well, not their customers'.
    """

    name: str
    host: str
    local: str
    others: tuple[str, ...] = ()
    hosts_below: bool = True


def recipient(draw: random.Random, language: Language) -> Recipient:
    """A reader of that language at one of a few organisations."""
    name = draw.choice(language.people)
    return Recipient(name, f"{ascii_name(name, '.')}@{draw.choice(_COMPANIES)}")


def brand(draw: random.Random, language: Language, sectors: Sequence[str]) -> Sender | None:
    """A brand of these sectors that writes to readers of this language; `None` where none does."""
    found = _fitting(language, sectors)
    if not found:
        return None
    chosen = draw.choice(found)
    host, *more = chosen.hosts
    local = draw.choice(("no-reply", "service", "info", "notify"))
    near = tuple(other for other in more if other[:4] == host[:4] and _holds_below(chosen, other))
    return Sender(chosen.name, host, local, (host, *near), _holds_below(chosen, host))


def firm(draw: random.Random, known: Mapping[str, str]) -> Sender:
    """One of the `known` small firms, clubs or charities (name to host label) that no registry holds."""
    name = draw.choice(sorted(known))
    return Sender(
        name, f"{known[name]}.{draw.choice(('example', 'test'))}", draw.choice(("info", "hello", "shop"))
    )


def desk(draw: random.Random, language: Language, reader: Recipient) -> Sender:
    """The mail administration of the reader's own organisation."""
    return Sender(
        draw.choice(language.desks), reader.domain, draw.choice(("servicedesk", "it-support", "postmaster"))
    )


def person(draw: random.Random, language: Language, reader: Recipient) -> Sender:
    """Somebody the reader does business with, at a firm of their own."""
    name = draw.choice([name for name in language.people if name != reader.name])
    host = draw.choice(sorted(language.firms.values()))
    return Sender(name, f"{host}.example", ascii_name(name, "."))


def free_mail(draw: random.Random) -> str:
    """A host where anybody has a mailbox."""
    return draw.choice(("gmail.com", "outlook.com", "gmx.net", "yahoo.com", "mail.com"))


def below(draw: random.Random, list_name: str, common: Sequence[str]) -> str:
    """One of the `common` hosts that the shipped list of that name really holds."""
    return draw.choice([host for host in common if host in services.named(list_name)])


def ascii_name(text: str, space: str = "") -> str:
    """The name as a host label or mailbox would spell it: lower case, no accents, words joined by `space`."""
    spelled = text.lower()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelled = spelled.replace(letter, plain)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return space.join(re.findall(r"[a-z0-9]+", plain))


def _holds_below(brand: Brand, host: str) -> bool:
    return registry.load().sends_for(brand, f"mail.{host}")


def _writes_itself(brand: Brand) -> bool:
    """Tell whether the brand's first host is its own to write from, not one of the public's mailboxes."""
    free = services.named("free_email_providers")
    return (
        bool(brand.hosts) and brand.hosts[0] not in free and registry.load().sends_for(brand, brand.hosts[0])
    )


def _fitting(language: Language, sectors: Sequence[str]) -> list[Brand]:
    fitting = [brand for brand in registry.load().all if brand.kind in sectors and _writes_itself(brand)]
    home = [brand for brand in fitting if brand.country in language.countries]
    # A country's own offices and banks before any other's; elsewhere the world's brands count as well.
    abroad = () if set(sectors) & {"tax", "government", "parcels", "bank"} and home else fitting
    return home + [brand for brand in abroad if brand.country is None]

"""The brands most often imitated: what they are called, and which hosts their owners hold.

The facts stand in `brands.jsonl`, one brand a line:
`name`; `kind`; `words`, names that mean the brand in any case; `cased`, names that are also
ordinary words and count only as written; `hosts`, which its owner holds with all below
them; `mailboxes`, hosts of the owner at which the public has addresses; `country` (absent
when it works in many); `owner`, when several brands have one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from unhook.brands.wording import Match, Tokens, Wording
from unhook.links import domain, services
from unhook.links import lookalike as spelling
from unhook.links.model import Domain

_PUBLIC_BODIES = frozenset({"government", "tax"})


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand; `kind` is `generic` for a role anybody may claim ("Webmail"), which has no hosts."""

    name: str
    kind: str
    words: tuple[str, ...]
    cased: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    country: str | None = None
    owner: str = ""


@dataclass(frozen=True)
class Brands:
    """All brands, indexed. Build another from your own `Brand` values to widen or narrow it."""

    all: tuple[Brand, ...]
    _by_host: Mapping[str, Brand] = field(init=False, repr=False, compare=False)
    _by_name: Mapping[str, Brand] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_host = {host: brand for brand in self.all for host in (*brand.hosts, *brand.mailboxes)}
        object.__setattr__(self, "_by_host", by_host)
        object.__setattr__(self, "_by_name", {brand.name: brand for brand in self.all})

    def named(self, name: str) -> Brand | None:
        """Look a brand up by its exact name."""
        return self._by_name.get(name)

    def owner(self, host: Domain | str) -> Brand | None:
        """Find whose host this is: by whole labels, and never where customers have names of their own.

        `accounts.google.com` is Google's, `google.com.example.net`, `someone.wordpress.com`
        and `someone.github.io` are nobody's.
        """
        parsed = domain.parse(host) if isinstance(host, str) else host
        if parsed is None:
            return None
        for suffix in domain.suffixes(parsed.domain):
            brand = self._by_host.get(suffix)
            if brand is not None:
                return None if _is_strangers(parsed, suffix, brand) else brand
        return None

    def sends_for(self, brand: Brand, sender: Domain | str) -> bool:
        """Tell whether the owner of `brand` writes from the host `sender`.

        At a host where the public has mailboxes only hosts below it are the owner's.
        """
        parsed = domain.parse(sender) if isinstance(sender, str) else sender
        held = self.owner(parsed) if parsed is not None else None
        if parsed is None or held is None or parsed.domain in held.mailboxes:
            return False
        return held.owner == brand.owner

    def owns(self, name: str, host: Domain | str) -> bool:
        """Tell whether `host` belongs to the owner of the brand called `name`."""
        brand, held = self.named(name), self.owner(host)
        return brand is not None and held is not None and held.owner == brand.owner

    def claimed_in(self, text: str | Tokens) -> tuple[Match[Brand], ...]:
        """Find brand names in `text` at word borders, look-alike letters seen through."""
        return self._wording.find(text)

    def lookalike(self, host: Domain) -> spelling.Lookalike | None:
        """Tell which brand's host `host` imitates; what a brand's owner holds imitates nobody."""
        return None if self.owner(host) is not None else spelling.of(host, self._marks)

    @cached_property
    def _wording(self) -> Wording[Brand]:
        return Wording((brand, brand.words, brand.cased) for brand in self.all)

    @cached_property
    def _marks(self) -> spelling.Marks:
        return spelling.Marks.of((brand.name, brand.words, brand.cased, brand.hosts) for brand in self.all)


def _is_strangers(host: Domain, suffix: str, brand: Brand) -> bool:
    """Tell whether `host`, though below the brand's `suffix`, is where a customer has a name."""
    if host.public_suffix is not None and host.public_suffix.endswith("." + suffix):
        return brand.kind not in _PUBLIC_BODIES
    return host.domain.removeprefix("www.") != suffix and bool(services.lists(host, "free_subdomain_hosts"))


@cache
def load() -> Brands:
    """Read the shipped registry; the same object every time."""
    text = files("unhook.brands").joinpath("brands.jsonl").read_text("utf-8")
    return Brands(tuple(_brand(json.loads(line)) for line in text.splitlines() if line))


def _brand(row: dict[str, object]) -> Brand:
    def texts(key: str) -> tuple[str, ...]:
        value = row.get(key, ())
        assert isinstance(value, list | tuple)
        return tuple(map(str, value))

    country = row.get("country")
    return Brand(
        name=str(row["name"]),
        kind=str(row["kind"]),
        words=texts("words"),
        cased=texts("cased"),
        hosts=texts("hosts"),
        mailboxes=texts("mailboxes"),
        country=str(country) if country else None,
        owner=str(row.get("owner") or row["name"]),
    )

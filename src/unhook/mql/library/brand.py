"""`brand.*`: whom a message claims to be, and whose a domain is."""

from dataclasses import dataclass

from unhook.brands import claims as brand_claims
from unhook.brands import registry
from unhook.mql.library.function import function
from unhook.mql.run import Run


@dataclass(frozen=True, slots=True)
class BrandClaim:
    """A brand the message names as its author.

    `kind` is the registry's (`bank`, `mail`, ...), `generic` for a role without hosts ("Webmail");
    `where` is `display_name`, `local_part`, `subject`, `body`, `signature` or `link_text`;
    `text` the words there; `strength` is `strong` where the message speaks as the brand,
    `medium` where it likely does, and `weak` where it may merely mention it.
    """

    name: str
    kind: str
    where: str
    text: str
    strength: str
    owned_by_sender: bool


@function("brand.claims", remember=True, cost=100)
def claims(run: Run) -> tuple[BrandClaim, ...]:
    """Every brand claimed, the strong claims first."""
    return tuple(
        BrandClaim(
            claim.brand.name, claim.brand.kind, claim.where, claim.text, claim.strength, claim.owned_by_sender
        )
        for claim in brand_claims.of(run.message, registry.load())
    )


@function("brand.owns", cost=3)
def owns(name: str, domain: str) -> bool:
    """Whether the owner of the brand of that name holds the domain (by whole labels, never a substring)."""
    return registry.load().owns(name, domain)


FUNCTIONS = (claims, owns)

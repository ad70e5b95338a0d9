"""Providers of the made pages: words and reserved hosts, beside the shipped registry."""

from functools import cache

from unhook.brands import registry
from unhook.brands.registry import Brand, Brands

PROVIDERS = tuple(
    Brand(
        f"Provider {letter}",
        "identity",
        (f"provider {letter.lower()}",),
        hosts=(f"provider-{letter.lower()}.test",),
        owner=f"Provider {letter}",
    )
    for letter in "ABC"
)


@cache
def brands() -> Brands:
    """The shipped registry and these."""
    return Brands((*registry.load().all, *PROVIDERS))

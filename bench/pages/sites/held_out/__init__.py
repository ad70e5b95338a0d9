"""The half kept aside: other templates, whose failures are counted and not looked into."""

from bench.pages.sites.held_out import honest, quiet, reading, traps
from bench.pages.sites.site import Site


def sites() -> tuple[Site, ...]:
    """Every site of this half."""
    return tuple(site for each in (traps, quiet, honest, reading) for site in each.sites())

"""The half whose failures may be looked into."""

from bench.pages.sites.development import adapting, asking, honest, personal, quiet, sending, static
from bench.pages.sites.site import Site


def sites() -> tuple[Site, ...]:
    """Every site of this half."""
    return tuple(
        site for each in (adapting, asking, static, sending, quiet, honest, personal) for site in each.sites()
    )

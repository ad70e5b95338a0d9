"""The console's sentences: beside those of the catalogue, which every command loads, in files of its own."""

import tomllib
from functools import cache
from importlib.resources import files

from unhook.catalogue import Catalogue
from unhook.catalogue.catalogue import FALLBACK, flat

LANGUAGES = ("en", "de", "fr", "pt", "es", "ar")
"""As BCP 47 tags, with each one's own name in `language.<tag>`."""


@cache
def load(tag: str) -> Catalogue:
    """The catalogue of a shipped language with the console's sentences."""
    base = Catalogue.load(tag)
    return Catalogue(base.tag, base.direction, {**base.sentences, **own(FALLBACK), **own(base.tag)})


def own(tag: str) -> dict[str, str]:
    """The console's sentences in one language."""
    table = tomllib.loads(files(__package__).joinpath("words", f"{tag}.toml").read_text(encoding="utf-8"))
    return dict(flat(table))


def preferred(accept: str) -> str:
    """The best of our languages for an `Accept-Language` header (RFC 9110 section 12.5.4)."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept[:500].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        primary = tag.lower().split("-")[0]
        if primary in LANGUAGES:
            try:
                wanted.append((-float(weight or 1), place, primary))
            except ValueError:
                continue
    return min(wanted)[2] if wanted else FALLBACK

"""Logos and words of a picture put together, in the names that rules compare."""

from collections.abc import Iterable, Mapping

from unhook.brands.registry import Brands

_RULES_CALL_IT = {
    "eBay": "Ebay", "Intuit": "Quickbooks", "Mailchimp": "MailChimp", "X (Twitter)": "X", "Disney+": "Disney",
    "Capital One": "Capital One Bank", "Gemini": "Gemini Trust", "Webmail": "Generic Webmail",
}  # fmt: skip
"""Names of `brands.registry` that public rules write otherwise."""

_OWN_WORDS: Mapping[str, tuple[str, ...]] = {
    "Microsoft OneDrive": ("onedrive", "one drive"),
    "Microsoft SharePoint": ("sharepoint",),
    "GeekSquad": ("geek squad", "geeksquad"),
}
"""Marks that rules name apart from their owner."""


def together(logos: Iterable[Mapping[str, str]], words: str, brands: Brands) -> list[dict[str, str]]:
    """Give `ml.logo_detect`'s brands: {`name`, `confidence`} each once, by name.

    `logos`: as `files.scanners.logo` gives them; `words`: what was read on the same picture. A logo whose
    name is written beside it is `high`; a name alone is `low`, since any letter may mention a firm.
    """
    sure = {logo["name"]: logo["confidence"] for logo in logos}
    for name in _named(words, brands):
        sure[name] = "high" if name in sure else "low"
    return [{"name": name, "confidence": sure[name]} for name in sorted(sure)]


def called(name: str) -> str:
    """What public rules call the brand of a name in `brands.registry`."""
    return _RULES_CALL_IT.get(name, name)


def _named(words: str, brands: Brands) -> set[str]:
    found = {match.what.name for match in brands.claimed_in(words)}
    lower = words.lower()
    own = {name for name, written in _OWN_WORDS.items() if any(each in lower for each in written)}
    return {called(name) for name in found} | own

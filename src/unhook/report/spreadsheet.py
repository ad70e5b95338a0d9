"""Text in a cell of CSV, which a spreadsheet must not take for a formula (OWASP, CSV injection)."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
"""What spreadsheets take for the beginning of one, also in full width."""


def cell(text: str) -> str:
    """The text, with an apostrophe before it where it would be taken for a formula."""
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return f"'{text}" if text.lstrip(" \u00a0\u200b\ufeff").startswith(_FORMULAS) else text

"""What every page has: it loads nothing, runs nothing and sends nothing; its looks are in `page.css`."""

from functools import cache
from importlib.resources import files

from unhook.report.markup import Markup, element

CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""Were anything in a mail to slip through: it can load, send and run nothing (CSP Level 3)."""


def document(title: str, body: Markup, language: str, direction: str = "ltr", style: str = "") -> str:
    """A whole page as HTML text; `style` is CSS of our own beside that of `page.css`."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=CSP),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", title),
        element("style", Markup(_css() + style)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang=language, dir=direction)}\n"


def card(heading: str, *content: Markup, kind: str = "") -> Markup:
    """A section with a heading, set apart from the others."""
    return element("section", element("h2", heading), *content, kind=f"card {kind}".rstrip())


@cache
def _css() -> str:
    return files("unhook.report").joinpath("page.css").read_text(encoding="utf-8")

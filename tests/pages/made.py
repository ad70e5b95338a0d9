"""Pages made for tests: inert, words only, on reserved hosts, sent nowhere.

`Provider A`, `B` and `C` hold `provider-a.test` and so on; names of real brands come from the shipped
registry, and stand as words on reserved hosts alone.
"""

import base64
from dataclasses import dataclass
from html import escape
from typing import Literal

from bench.pages.sites.providers import brands

from unhook.pages.saved.model import Resource, Saved

__all__ = ["Case", "Kind", "brands", "form", "page", "saved", "unpacking"]

Kind = Literal["trap", "hidden trap", "benign"]


@dataclass(frozen=True)
class Case:
    """A page of the set. A `hidden trap` gives nothing away to whoever only reads its source: it must not be
    called benign, and may be inconclusive. `group` is what it stands for.
    """

    name: str
    group: str
    kind: Kind
    saved: Saved


def page(
    title: str = "",
    body: str = "",
    script: str = "",
    heading: str = "",
    head: str = "",
    around: bool = False,
) -> str:
    """A document; `around` puts a site's usual furniture around the body."""
    top = f"<h1>{heading}</h1>" if heading else ""
    nav = (
        "<nav><a href=/>Home</a> <a href=/about>About</a> <a href=/contact>Contact</a></nav>"
        if around
        else ""
    )
    foot = (
        "<footer><a href=https://social.example><img "
        "src=/i/social.png alt=social></a><a href=/privacy>Privacy</a>"
        "</footer>"
        if around
        else ""
    )
    code = f"<script>{script}</script>" if script else ""
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body>{nav}{top}{body}{foot}{code}</body></html>"
    )


def form(
    action: str | None = None,
    user: str = '<input type=email name=login placeholder="E-mail">',
    secret: str = '<input type=password name=secret placeholder="Password">',
    button: str = "Sign in",
    more: str = "",
) -> str:
    """A sign-in form."""
    target = f' action="{escape(action)}"' if action is not None else ""
    return f"<form method=post{target}>{user}{secret}<button>{button}</button>{more}</form>"


def saved(
    html: str,
    url: str | None = None,
    *resources: Resource,
    status: int | None = None,
    name: str = "page.html",
) -> Saved:
    """A page where a recorder found it; an attachment without an address."""
    return Saved(html.encode(), name, url, status=status, resources=resources)


def unpacking(html: str, how: str = "base64") -> str:
    """A page that writes another out of its own text."""
    if how == "base64":
        packed = base64.b64encode(html.encode()).decode()
        code = f'document.write(atob("{packed}"))'
    elif how == "percent":
        packed = "".join(f"%{byte:02x}" for byte in html.encode())
        code = f'document.write(unescape("{packed}"))'
    elif how == "codes":
        codes = ",".join(str(byte) for byte in html.encode())
        code = f"document.write(String.fromCharCode({codes}))"
    else:
        packed = base64.b64encode(html.encode()).decode()
        half = len(packed) // 2
        code = (
            f'var a="{packed[:half]}"+"{packed[half:]}";'
            f"document.open();document.write(atob(a));document.close()"
        )
    return page(script=code)

"""Every page of the console, taken from its routes: a new one is tested without being named here."""

import re

from unhook.console import application
from unhook.console.rights import Right

from .conftest import Site

FILES = (
    "/search.csv",
    "/search.json",
    "/search/indicators",
    "/campaigns/{id_:int}/indicators",
    "/messages/{id_:int}/raw",
    "/messages/{id_:int}/abuse-report",
)
"""What a link saves: no page."""
FRAMED = "/messages/{id_:int}/mail"
STATES = (
    "/queue?said=released",
    "/search?q=verdict:malicious",
    "/search?q=after:nonsense",
    "/audit?check=1",
    "/people?said=user",
    "/no-such-page",
)
"""What pages look like when there is something to say."""


def routes() -> dict[str, Right]:
    """The paths that show something, with the right that each takes."""
    return {
        path: handler.opt["right"]
        for part in application._PARTS
        for handler in part.HANDLERS
        if "GET" in handler.http_methods
        for path in handler.paths
        if path not in FILES
    }


PAGES = tuple(sorted(routes()))
SIGNED_OUT = tuple(path for path, right in routes().items() if right is Right.ANYBODY)


def address(path: str, site: Site) -> str:
    """The URL of a page, of a mail that has much to show where it is about one."""
    mail = str(site.found("verdict:malicious").id)
    numbered = re.sub(r"\{\w+:int\}", mail if path.startswith(("/messages/", "/learn/")) else "1", path)
    return site.url + re.sub(r"\{\w+:str\}", "word", numbered)

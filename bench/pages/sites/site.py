"""A page of the set with the web around it."""

import base64
import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote, urldefrag, urlsplit

from unhook.pages.broker import Answer, Request
from unhook.pages.saved.model import Saved
from unhook.pages.served import DOCUMENT

Kind = Literal["trap", "quiet trap", "benign"]
Give = Callable[[Request], "str | Answer | None"]
Page = str | Answer | Give

RECIPIENT = "anna.berg@harbour.example"
"""To whom the mail went that leads to the page."""

GMAIL, OUTLOOK, FIRM = "jo.winter@gmail.com", "jo.winter@outlook.com", "jo.winter@quarry.example"
PROVIDER = {
    "gmail.com": "Provider A",
    "googlemail.com": "Provider A",
    "outlook.com": "Provider B",
    "hotmail.com": "Provider B",
    "live.com": "Provider B",
}
"""Whose mailboxes these are, on the pages of the set."""


@dataclass(frozen=True)
class Web:
    """All that answers. `start`: where the page is, with the recipient's address in it. `pages`: by address
    without query and fragment; one that ends in `*` is a beginning.
    """

    start: str
    pages: Mapping[str, Page]

    def answer(self, request: Request) -> Answer | None:
        """As `unhook.pages.broker.Broker`."""
        if request.method not in ("GET", "HEAD"):
            return None
        address = urldefrag(request.url).url.partition("?")[0]
        begun = [key for key in self.pages if key.endswith("*") and address.startswith(key[:-1])]
        page = self.pages.get(address) or (self.pages[max(begun, key=len)] if begun else None)
        given = page(request) if callable(page) else page
        return html(given) if isinstance(given, str) else given

    @property
    def attached(self) -> bool:
        """Whether it is a file that came with the mail."""
        return self.start == DOCUMENT

    def saved(self) -> Saved:
        """The page as somebody who only fetches it has it."""
        address = self.start
        for _ in range(5):
            found = self.answer(Request(urldefrag(address).url, navigation=True))
            if found is None or found.redirect is None:
                break
            address = found.redirect
        return Saved(
            found.body if found else b"",
            "page.html",
            None if self.attached else address,
            status=None if self.attached else found.status if found else 404,
        )


@dataclass(frozen=True)
class Site:
    """A site of the set. A `quiet trap` may be inconclusive, and must not be called benign. `web`: what there
    is for a recipient's address. `adapts`: whether it follows that address. `active`: whether its server must
    see the address for that.
    """

    name: str
    group: str
    kind: Kind
    web: Callable[[str], Web]
    adapts: bool = False
    active: bool = False

    def made(self) -> Web:
        """What there is for `RECIPIENT`."""
        return self.web(RECIPIENT)


def site(group: str, variant: str, kind: Kind, web: Callable[[str], Web], **more: bool) -> Site:
    """A site named after its group and what is special about it."""
    return Site(f"{group}: {variant}", group, kind, web, **more)


def one(address: str, page: Page, **others: Page) -> Callable[[str], Web]:
    """One page; `{}` in its address stands for the recipient's. `others`: by path below the host."""

    def web(recipient: str) -> Web:
        start = address.replace("{}", recipient)
        parts = urlsplit(start)
        host = f"{parts.scheme}://{parts.netloc}"
        found = {urldefrag(start).url.partition("?")[0]: page}
        return Web(start, found | {f"{host}/{path}": each for path, each in others.items()})

    return web


def at(carries: Callable[[str], str], address: str, page: Page, **others: Page) -> Callable[[str], Web]:
    """As `one`, with the recipient's address written as `carries` does."""
    return lambda recipient: one(address.replace("{}", carries(recipient)), page, **others)("")


def attached(source: Callable[[str], str]) -> Callable[[str], Web]:
    """A file that came with the mail, made for its recipient."""
    return lambda recipient: Web(DOCUMENT, {DOCUMENT: source(recipient)})


def filed(source: str) -> Callable[[str], Web]:
    """The same for a text in which `[recipient]` stands for the address."""
    return attached(lambda recipient: source.replace("[recipient]", recipient))


def around(web: Callable[[str], Web], pages: Mapping[str, Page]) -> Callable[[str], Web]:
    """The same with pages of other hosts."""

    def wider(recipient: str) -> Web:
        made = web(recipient)
        return replace(made, pages={**made.pages, **pages})

    return wider


def html(source: str, status: int = 200) -> Answer:
    """An HTML page."""
    return Answer(source.encode(), status, {"content-type": "text/html; charset=utf-8"})


def script(source: str) -> Answer:
    """A script."""
    return Answer(source.encode(), headers={"content-type": "text/javascript; charset=utf-8"})


def data(source: str) -> Answer:
    """JSON."""
    return Answer(source.encode(), headers={"content-type": "application/json"})


def drawing(words: str, colour: str = "#335577") -> Answer:
    """A picture of some words."""
    source = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="240" height="60"><rect width="240" height="60" '
        f'fill="{colour}"/><text x="12" y="38" font-size="24" fill="#fff">{words}</text></svg>'
    )
    return Answer(source.encode(), headers={"content-type": "image/svg+xml"})


def moved(place: str) -> Answer:
    """A redirect."""
    return Answer(status=302, headers={"location": place})


def in_turn(*pages: str | Answer) -> Give:
    """Another page at each visit, one after the other."""
    visits = iter(range(1_000_000))
    return lambda request: pages[next(visits) % len(pages)] if request.method == "GET" else None


def packed(text: str) -> str:
    """Base64 (RFC 4648)."""
    return base64.b64encode(text.encode()).decode()


ENCODINGS: Mapping[str, Callable[[str], str]] = {
    "plain": lambda address: address,
    "percent": lambda address: address.replace("@", "%40"),
    "percent twice": lambda address: address.replace("@", "%2540"),
    "base64": packed,
    "base64, url-safe and unpadded": lambda address: (
        base64.urlsafe_b64encode(address.encode()).decode().rstrip("=")
    ),
    "base64 of JSON": lambda address: packed(f'{{"v":1,"e":"{address}"}}'),
    "base64, one byte in": lambda address: packed(f";{address};k"),
    "base64, two bytes in": lambda address: packed(f"u;{address};k=77"),
    "hex": lambda address: address.encode().hex(),
    "reversed": lambda address: quote(address[::-1], safe="@"),
    "rot13": lambda address: codecs.encode(address, "rot13"),
    "in pieces": lambda address: "u={}&d={}".format(*address.split("@")),
    "domain alone": lambda address: address.split("@")[1],
    "named": lambda address: f"ref=8812&email={address}&v=2",
}
"""How a recipient's address is written in a page's address."""

READS: Mapping[str, str] = {
    "plain": "s",
    "percent": "decodeURIComponent(s)",
    "percent twice": "decodeURIComponent(decodeURIComponent(s))",
    "base64": "atob(s)",
    "base64, url-safe and unpadded": "atob(s.replace(/-/g,'+').replace(/_/g,'/'))",
    "base64 of JSON": "JSON.parse(atob(s)).e",
    "base64, one byte in": "atob(s).split(';')[1]",
    "base64, two bytes in": "atob(s).split(';')[1]",
    "hex": "s.match(/../g).map(function(b){return String.fromCharCode(parseInt(b,16))}).join('')",
    "reversed": "s.split('').reverse().join('')",
    "rot13": "s.replace(/[a-z]/g,function(c){return String.fromCharCode((c.charCodeAt(0)-84)%26+97)})",
    "in pieces": "new URLSearchParams(s).get('u')+'@'+new URLSearchParams(s).get('d')",
    "domain alone": "'you@'+s",
    "named": "new URLSearchParams(s).get('email')",
}
"""The same read by a script: `s` is what is written."""


def read(encoding: str, written: str) -> str:
    """The address in what was written, or nothing; for servers of the set."""
    try:
        if encoding == "hex":
            return bytes.fromhex(written).decode()
        if encoding == "base64":
            return base64.b64decode(written).decode()
    except ValueError:
        return ""
    return written.replace("%40", "@")


def provider(address: str) -> str:
    """What a page calls the mail of an address: its provider, else its own firm's."""
    host = address.rpartition("@")[2]
    return PROVIDER.get(host, f"{host} Webmail") if host else "Mail"

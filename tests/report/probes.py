"""Reports on opened pages, set by hand: what the report on a page is tried on."""

import struct
import zlib

from unhook.brands.registry import Brand, Brands
from unhook.pages.looked import Looked
from unhook.pages.probe.model import (
    Difference,
    Exchange,
    Field,
    Identity,
    Posting,
    ProbeReport,
    Question,
    View,
    Went,
)
from unhook.pages.saved.model import Saved
from unhook.pages.source.look import look
from unhook.pages.source.model import Evidence, Reason, Shown
from unhook.pages.source.owning import Host

PROVIDERS = tuple(Brand(f"Provider {letter}", "identity", (f"provider {letter.lower()}",)) for letter in "AB")
START = "https://update.victim-site.test/mail/#anna@harbour.example"
_SOURCE = (
    b"<title>Sign in</title><form action=next.php><input name=login><input type=password name=secret></form>"
)
_PEOPLE = (
    Identity("N"),
    Identity("G", "ca.nary1@gmail.com"),
    Identity("O", "ca.nary2@outlook.com"),
    Identity("C", "ca.nary3@quarry.example"),
    Identity("G", "ca.nary1@gmail.com", repeat=True),
)


def picture(colour: tuple[int, int, int]) -> bytes:
    """A PNG of one colour, 40 by 30 (W3C PNG specification)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(colour) * 40 for _ in range(30))
    header = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def page(said: str = "", verdict: str = "malicious") -> Looked:
    """A trap that adapts; `said` is put into everything that its author may write."""
    return Looked(look(Saved(_SOURCE, url=START + said), Brands(PROVIDERS)), probe(said, verdict))


def probe(said: str = "", verdict: str = "malicious") -> ProbeReport:
    """What was seen of it."""
    host = Host("update.victim-site.test" + said, None, None, False)
    shows = {"G": PROVIDERS[0], "O": PROVIDERS[1]}
    tints = {"N": (240, 240, 240), "G": (220, 230, 255), "O": (225, 245, 228), "C": (250, 235, 215)}
    views = []
    for person in _PEOPLE:
        brand = shows.get(person.letter)
        title = f"{brand.name if brand else 'Mail'} sign-in{said}"
        address = person.address or ""
        went = (
            Went("address", "plain", "login" + said),
            Went("password", "base64", "secret" + said),
        )
        drop = "https://collect.example.net/p.php?q=1" + said
        views.append(
            View(
                person,
                asked=START + said,
                url=f"https://update.victim-site.test/mail/#{address}{said}",
                host=host,
                title=title,
                words=title,
                status=200,
                shown=(),
                brand=Shown(brand, "title", brand.name, True, Evidence("page", (0, 5), title))
                if brand
                else None,
                fields=(Field("mail", "login" + said), Field("password", "secret" + said)),
                screenshot=picture(tints[person.letter]),
                requests=(
                    Exchange("https://update.victim-site.test/mail/" + said, "GET", "document", True),
                    Exchange(f"https://dns.google/resolve?name=x{said}", "GET", "fetch", True),
                    Exchange(
                        f"https://collect.example.net/seen?u={address}{said}",
                        "GET",
                        "image",
                        False,
                        withheld=bool(address),
                    ),
                    Exchange(drop, "POST", "fetch", False, b"", went, tested=True),
                ),
                questions=(
                    Question("dns", f"https://dns.google/resolve?name=x{said}", shown=person.letter == "C"),
                ),
                postings=(
                    Posting("fetch", "POST", drop, "collect.example.net" + said, "/p.php" + said, went),
                ),
                typed=person.letter == "N",
                refused=person.letter == "C",
            )
        )
    titles = {view.identity.key: view.title or "" for view in views}
    return ProbeReport(
        START + said,
        "passive",
        tuple(views),
        verdict,  # type: ignore[arg-type]
        "high",
        (
            Reason(
                "brand-off-host",
                "malicious",
                {"brand": "Provider A", "host": "update.victim-site.test" + said},
                (Evidence("page", (3, 9), "Provider A sign-in" + said),),
            ),
        ),
        host,
        differences=(
            Difference("brands", 1.0, 0.0, {"N": "", "G": "*G, Provider A", "O": "Provider B", "C": "*C"}),
            Difference("title", 0.8, 0.0, titles),
            Difference("screenshot", 0.2, 0.25, {}),
            Difference("fields", 0.0, 0.0, {}),
        ),
        score=0.4,
        adapts=True,
        seconds=7.5,
    )

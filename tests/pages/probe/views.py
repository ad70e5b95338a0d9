"""Views made for tests of what compares and judges them."""

from dataclasses import replace

from pages.made import brands
from unhook.pages.probe.model import Fault, Field, Identity, Posting, Question, View, Way, Went
from unhook.pages.source import owning
from unhook.pages.source.model import Evidence, Shown

HOST = "https://update.victim-site.test/in/"
PEOPLE = (
    Identity("N"),
    Identity("G", "q7mk_w2xyz@gmail.com"),
    Identity("O", "7abcdefghj@outlook.com"),
    Identity("C", "q7mkw2xyzz@kavurole.test"),
    Identity("G", "q7mk_w2xyz@gmail.com", repeat=True),
)


def view(
    identity: Identity,
    brand: str | None = None,
    url: str = HOST,
    *,
    secret: bool = True,
    to: str | None = None,
    way: Way = "fetch",
    asked: tuple[Question, ...] = (),
    fault: Fault | None = None,
) -> View:
    """What somebody saw: a brand's title, a password field, and where it went."""
    shown = None
    if brand is not None:
        found = brands().named(brand)
        assert found is not None
        shown = Shown(found, "title", brand, True, Evidence(f"view {identity.key}", None, brand))
    postings: tuple[Posting, ...] = ()
    if to is not None:
        host = owning.of(to, brands())
        postings = (
            Posting(way, "POST", to, host.name if host else "", "/", (Went("password", "plain", "p"),)),
        )
    return View(
        identity, url, url, owning.of(url, brands()), title=brand or "Sign in", words="Sign in", brand=shown,
        fields=(Field("password", "p"),) if secret else (), questions=asked, postings=postings, fault=fault,
    )  # fmt: skip


def seen(*named: str | None, url: str = HOST, secret: bool = True) -> tuple[View, ...]:
    """Views of `N`, `G`, `O`, `C` and `G` again, of the brands named."""
    return tuple(view(who, brand, url, secret=secret) for who, brand in zip(PEOPLE, named, strict=True))


def again(views: tuple[View, ...], *more: View) -> tuple[View, ...]:
    """The views and a second look of others."""
    return (*views, *(replace(each, identity=replace(each.identity, repeat=True)) for each in more))

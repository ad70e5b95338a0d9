"""Where an attacker's link leads, each way a function of who is posed as and who reads."""

import base64
import random
from collections.abc import Callable, Mapping
from urllib.parse import quote

from bench.twins.mailing import token
from bench.twins.sender import Recipient, Sender, ascii_name, below

_FIRST = (
    *("kestrel", "mosaic", "velodrome", "quarry", "tulpen", "amber", "canal", "cedar", "cobalt", "copper"),
    *("delta", "ember", "fjord", "garnet", "granite", "harbor", "indigo", "juniper", "lagoon", "linden"),
    *("maple", "meadow", "nimbus", "olive", "orchid", "pebble", "prairie", "saffron", "summit", "willow"),
)
_SECOND = ("yard", "lane", "nine", "view", "weg", "data", "group", "hub", "line", "media", "point", "works")
HOSTS = tuple(f"{a}-{b}.{end}" for a in _FIRST for b in _SECOND for end in ("test", "example"))
ROBBED = (
    *("tischlerei-eck.test", "old-mill-museum.example", "foto-prisma.test", "clinica-vale.example"),
    *("garage-martin.test", "escola-mar.example", "notaris-dekker.test", "hotel-lago.example"),
)

_PLATFORMS = ("pages.dev", "web.app", "weebly.com", "wixsite.com", "vercel.app", "netlify.app")
_FORMS = ("docs.google.com", "forms.office.com", "form.jotform.com", "forms.gle")
_FILES = ("drive.google.com", "dropbox.com", "1drv.ms", "box.com")
_SHORTENERS = ("bit.ly", "tinyurl.com", "is.gd", "cutt.ly", "t.ly")
_REDIRECTORS = (
    "https://www.google.com/url?q={}&sa=D",
    "https://l.facebook.com/l.php?u={}",
    "https://www.bing.com/ck/a?u={}",
)
_SWAPS = (("o", "0"), ("l", "1"), ("i", "l"), ("m", "rn"), ("e", "3"), ("a", "4"))


def lookalike(draw: random.Random, sender: Sender) -> str:
    """A host that reads like the sender's own."""
    label = ascii_name(sender.host.split(".")[0], "-")
    swaps = [(old, new) for old, new in _SWAPS if old in label]
    misspelt = label.replace(*draw.choice(swaps), 1) if swaps else f"{label}-{label}"
    hosts = (f"{misspelt}.test", f"{label}-support.test", f"secure-{label}.example", f"{label}-online.test")
    return draw.choice(hosts)


def _lookalike(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return f"https://{lookalike(draw, sender)}/signin"


def _unrelated(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return f"https://{draw.choice(HOSTS)}/{token(draw, 8)}"


def _broken_site(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    folder = draw.choice(("wp-includes/js", "wp-content/uploads", ".well-known"))
    return f"https://www.{draw.choice(ROBBED)}/{folder}/{token(draw, 6)}/"


def _free_hosting(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    label = draw.choice(("", "login-", "mail-")) + draw.randbytes(5).hex()
    return f"https://{label}.{below(draw, 'free_subdomain_hosts', _PLATFORMS)}/"


def form(draw: random.Random) -> str:
    """A form that anybody can make."""
    return f"https://{below(draw, 'form_builders', _FORMS)}/forms/d/e/{token(draw, 30)}/viewform"


def _form(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return form(draw)


def _shared_file(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return f"https://{below(draw, 'free_file_hosts', _FILES)}/s/{token(draw, 20)}"


def _bare_address(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return f"http://203.0.113.{draw.randrange(2, 250)}/{token(draw, 6)}/"


def _shortened(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return f"https://{below(draw, 'url_shorteners', _SHORTENERS)}/{token(draw, 8)}"


def _redirected(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    return draw.choice(_REDIRECTORS).format(quote(_unrelated(draw, sender, reader), safe=""))


def _brand_label(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    lure = draw.choice(("signin", "check", "id"))
    return f"https://{sender.host}.{lure}-{draw.randrange(99)}.test/{token(draw, 6)}"


def _carrying(draw: random.Random, sender: Sender, reader: Recipient) -> str:
    plain, encoded = reader.address, base64.b64encode(reader.address.encode()).decode().rstrip("=")
    forms = (f"#{plain}", f"?email={quote(plain, safe='')}", f"#{encoded}", f"?e={encoded}")
    return f"https://{draw.choice(HOSTS)}/{draw.choice(forms)}"


TARGETS: Mapping[str, Callable[[random.Random, Sender, Recipient], str]] = {
    "to-lookalike": _lookalike,
    "to-unrelated": _unrelated,
    "to-broken-site": _broken_site,
    "to-free-hosting": _free_hosting,
    "to-form": _form,
    "to-shared-file": _shared_file,
    "to-ip": _bare_address,
    "through-shortener": _shortened,
    "through-redirect": _redirected,
    "brand-as-label": _brand_label,
    "carries-address": _carrying,
    "html-attachment": _unrelated,
}

"""Which brands a page shows as its own: in title, headings, logos, beside a field, in a drawn address bar."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unhook.brands.registry import Brands
from unhook.links import url
from unhook.links.model import Domain
from unhook.pages.source import owning, services, wording
from unhook.pages.source.model import ASKED, Evidence, Shown, ShownIn
from unhook.pages.source.read import Picture, Read

_LOGO_WORDS = re.compile(
    r"logos?|logotype|brand|icons?|ico|img|image|banner|header|signin|sign_in|login|light|dark|white|black|colou?r|blue"
    r"|full|small|large|main|new|default|svg|png|official|home|app|web|mail|the|[a-z]|\d+x?\d*|[0-9a-f]{8,}",
    re.IGNORECASE,
)
# What a provider gives out to be entered into other programs.
_FOR_PROGRAMS = re.compile(
    r"\bapp(?:lication)?[ -](?:specific )?password|\bapp-passwort|\banwendungs(?:pass|kenn)wort"
    r"|mot de passe d(?:'|’)application|contraseña de aplicación|(?:palavra-passe|senha) d[ae] aplicação"
    r"|password per (?:le )?app",
    re.IGNORECASE,
)
_STYLED = re.compile(r"url\(\s*['\"]?(https?://[^)'\"\s]{4,500})", re.IGNORECASE)
_SINGLE = 2
"""Logos of more owners than this are a list of ways to sign in, to pay or to follow."""
_SEPARATORS = str.maketrans("._+-%", "     ")
_PASSING = frozenset({"social", "payments"})
"""Kinds of brands whose marks stand on everybody's pages."""


def of(reads: Sequence[Read], brands: Brands, host: Domain | None) -> tuple[Shown, ...]:
    """The brands shown, plain ones first. `host`: where the page stands; its label is its own name."""
    label = host.label if host else None
    found = [shown for here in reads for shown in _named(here, brands, label)]
    logos = [shown for here in reads for shown in _logos(here, brands)]
    if len({shown.brand.owner for shown in logos}) <= _SINGLE:
        titles = [here.title.text for here in reads if here.title]
        own = any(wording.says(title, label) for title in titles)
        doubted = bool(titles) and not any(map(wording.plain_words, titles))
        found += [replace(shown, own_name=own, doubted=doubted) for shown in logos]
    found += [shown for here in reads for shown in _assets(here, brands)]
    first: dict[tuple[str, str, bool], Shown] = {}
    for shown in found:
        first.setdefault((shown.brand.name, shown.where, shown.strong), shown)
    return tuple(sorted(first.values(), key=lambda shown: (not shown.strong, shown.where != "drawn-bar")))


def titled_after_host(here: Read, host: Domain | None) -> bool:
    """Whether the title calls the page by the label of its own domain, where that is a name: more than words
    of signing in, and nobody gets it for the asking.
    """
    if host is None or host.label is None or owning.is_hosting(host) or here.title is None:
        return False
    return wording.is_name(host.label) and wording.says(here.title.text, host.label)


def names_host(here: Read, host: Domain | None) -> bool:
    """Whether a heading (or a picture's words) does so too."""
    if host is None or not titled_after_host(here, host):
        return False
    tops = [*(each.text for each in here.headings), *(each.alt for each in here.pictures)]
    return any(wording.says(text, host.label) for text in tops)


def _named(here: Read, brands: Brands, label: str | None) -> Iterator[Shown]:
    for words in (here.title, *here.headings):
        for each in wording.naming(words.text, brands, label) if words else ():
            assert words is not None
            where: ShownIn = "title" if words is here.title else "heading"
            place = Evidence(words.evidence.part, words.evidence.span, words.text)
            yield Shown(each.brand, where, each.text, each.strong, place, each.own_name)
    for field in here.fields:
        if field.kind in ASKED and field.said:
            for each in wording.naming(field.said, brands, label):
                strong = each.strong and not _FOR_PROGRAMS.search(field.said)
                yield Shown(each.brand, "field", each.text, strong, field.evidence)
    for bar in here.bars:
        parsed = url.parse(bar.text if "://" in bar.text else f"https://{bar.text}")
        owner = brands.owner(parsed.domain) if parsed and parsed.domain else None
        if owner is not None:
            yield Shown(owner, "drawn-bar", bar.text, True, Evidence(here.part, bar.evidence.span, bar.text))


def _logos(here: Read, brands: Brands) -> Iterator[Shown]:
    for picture in here.pictures:
        if picture.mention or _leads_on(picture, here):
            continue
        for text in (picture.alt, _stem(picture.src)):
            for match in brands.claimed_in(text.translate(_SEPARATORS)):
                rest = text[: match.start] + " " + text[match.end :]
                alone = all(map(_LOGO_WORDS.fullmatch, re.findall(r"[^\W_]+", rest)))
                if alone and match.what.kind not in _PASSING | {"generic"}:
                    yield Shown(match.what, "logo", match.text, True, picture.evidence)
                elif alone and match.what.kind in _PASSING:
                    yield Shown(match.what, "logo", match.text, False, picture.evidence)


def _leads_on(picture: Picture, here: Read) -> bool:
    """Whether the picture is a link to anything but the site's start: a mark of the way on."""
    target = here.absolute(picture.leads)
    there, own = url.parse(target) if target else None, url.parse(here.base) if here.base else None
    if there is None:
        return bool(picture.leads) and not (picture.leads or "").startswith(("#", "/", "javascript:"))
    at_home = own is not None and own.domain is not None and there.domain == own.domain
    return not at_home or ((there.path or "/") != "/" and own is not None and there.path != own.path)


def _stem(src: str) -> str:
    """The file's name without its ending."""
    if src[:5].lower() == "data:":
        return ""
    name = src.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    return name.rpartition(".")[0] or name


def _assets(here: Read, brands: Brands) -> Iterator[Shown]:
    """Drawings that are loaded from a provider's own sign-in hosts."""
    sources = [(picture.src, picture.evidence) for picture in here.pictures]
    sources += [(target, place) for how, target, place in here.leads if how in ("icon", "script")]
    sources += [(match[1], here.evidence(match[1])) for match in _STYLED.finditer(here.source)]
    for written, place in sources:
        parsed = url.parse(written, here.base) if written[:5].lower() != "data:" else None
        if parsed is None or parsed.domain is None or services.of(parsed) != "assets":
            continue
        owner = brands.owner(parsed.domain)
        if owner is not None:
            yield Shown(owner, "assets", parsed.domain.domain, True, place)

"""A page as its visitors saw it, side by side, and what differed."""

import re
from base64 import b64encode
from collections.abc import Collection, Iterator

from unhook.catalogue import Catalogue
from unhook.pages.looked import Looked
from unhook.pages.probe.mask import ADDRESS
from unhook.pages.probe.model import Difference, ProbeReport, View
from unhook.pages.source.owning import Host
from unhook.report.defang import harmless
from unhook.report.markup import Markup, element, join, listed
from unhook.report.page import card

PICTURE_BYTES = 3_000_000
"""Of one screenshot that is written into a report."""

TEXT_SHOWN = 200
_OWN = re.compile(r"\*[NGOC]\b")
_PNG = b"\x89PNG\r\n\x1a\n"


def side_by_side(probe: ProbeReport, catalogue: Catalogue) -> Markup:
    """A figure for each visitor, in the order in which they came."""
    differing = {each.feature for each in probe.differences if each.beyond_noise > 0}
    figures = [_visitor(view, differing, catalogue) for view in probe.views]
    note = element("p", catalogue.text("opened.nobody-holds"), kind="note")
    return card(catalogue.text("opened.heading.views"), note, element("div", *figures, kind="views"))


def small(looked: Looked, catalogue: Catalogue) -> Markup:
    """The page's picture, for a report on something else; nothing where it was not opened."""
    view = looked.view
    if view is None:
        return Markup()
    brand = view.brand.brand.name if view.brand else catalogue.text("opened.no-brand")
    picture = screenshot(view, catalogue.text("opened.alt", visitor=visitor(view, catalogue), brand=brand))
    return element("div", element("figure", picture), kind="pictures opened") if picture else Markup()


def visitor(view: View, catalogue: Catalogue) -> str:
    """Who looked, in words."""
    who = catalogue.text(f"page.who.{view.identity.letter}")
    return catalogue.text("opened.again", who=who) if view.identity.repeat else who


def owner(host: Host | None, catalogue: Catalogue) -> str:
    """Whose a host is, in a sentence; None is no host at all."""
    if host is None:
        return catalogue.text("opened.owner.no-host")
    name = harmless(host.name)[:TEXT_SHOWN]
    if host.hosting:
        return catalogue.text("opened.owner.hosting", host=name)
    if host.owner is None:
        return catalogue.text("opened.owner.unknown", host=name)
    return catalogue.text("opened.owner.known", host=name, owner=host.owner.owner or host.owner.name)


def screenshot(view: View, alt: str) -> Markup | None:
    """The picture of a view. It was made where hostile pages are shown: only a PNG is written."""
    if not view.screenshot.startswith(_PNG) or len(view.screenshot) > PICTURE_BYTES:
        return None
    return element("img", src=f"data:image/png;base64,{b64encode(view.screenshot).decode()}", alt=alt)


def _visitor(view: View, differing: Collection[str], catalogue: Catalogue) -> Markup:
    name = visitor(view, catalogue)
    brand = view.brand.brand.name if view.brand else catalogue.text("opened.no-brand")
    asks = ", ".join(dict.fromkeys(catalogue.text(f"opened.field.{each.kind}") for each in view.fields))
    facts = {
        "opened.label.title": ("title", harmless(view.title or "")[:TEXT_SHOWN]),
        "page.label.shows": ("brands", brand),
        "page.label.asks": ("fields", asks or catalogue.text("opened.nothing")),
    }
    rows = [
        element(
            "div",
            element("dt", catalogue.text(label)),
            element("dd", _marked(value, feature in differing)),
        )
        for label, (feature, value) in facts.items()
        if value
    ]
    stands = element(
        "div", element("dt", catalogue.text("opened.label.stands")), element("dd", _stands(view))
    )
    alt = catalogue.text("opened.alt", visitor=name, brand=brand)
    picture = screenshot(view, alt) or element("p", catalogue.text("opened.no-picture"), kind="empty")
    notes = list(_notes(view, catalogue))
    return element(
        "figure",
        element("figcaption", element("h3", name), _address(view)),
        element("div", picture, kind="shot", tabindex="0", role="region", aria_label=alt),
        element("dl", *rows, stands, kind="envelope"),
        listed("ul", notes, kind="notes") if notes else Markup(),
    )


def _address(view: View) -> Markup:
    address = harmless(view.identity.address or "")
    return element("p", element("bdi", address), kind="note") if address else Markup()


def _stands(view: View) -> Markup:
    return element("code", harmless(view.url)[:TEXT_SHOWN], dir="ltr")


def _marked(value: str, differs: bool) -> Markup:
    shown = element("bdi", value or "–")
    return element("mark", shown) if differs and value else shown


def _notes(view: View, catalogue: Catalogue) -> Iterator[str]:
    if view.fault is not None:
        yield catalogue.text(f"opened.fault.{view.fault}")
    elif view.blank:
        yield catalogue.text("opened.blank")
    if view.status is not None and view.status >= 400:
        yield catalogue.text("page.reason.page-refused", status=view.status)
    for fact in ("refused", "challenged", "typed", "own_name"):
        if getattr(view, fact):
            yield catalogue.text(f"opened.{fact.replace('_', '-')}")
    if view.reached:
        yield catalogue.text("page.reason.limit-reached", limits=", ".join(view.reached))


def differences(probe: ProbeReport, catalogue: Catalogue) -> Markup:
    """What each visitor saw of each feature, how much that differs, and how the score comes about."""
    follows = catalogue.text("opened.follows" if probe.adapts else "opened.same-for-all")
    score = catalogue.text("opened.score", score=_percent(probe.score))
    said = [
        element("p", f"{follows} {score}"),
        element("p", catalogue.text("opened.masked", mask=harmless(ADDRESS)), kind="note"),
    ]
    if probe.differences:
        keys = [view.identity.key for view in probe.views]
        heads = [element("th", visitor(view, catalogue), scope="col") for view in probe.views]
        first = element("th", catalogue.text("opened.compared"), scope="col")
        last = element("th", catalogue.text("opened.differs"), scope="col")
        rows = [_row(each, keys, catalogue) for each in probe.differences]
        table = element(
            "table", element("thead", element("tr", first, last, *heads)), element("tbody", *rows)
        )
        label = catalogue.text("opened.heading.differences")
        said.append(element("div", table, kind="wide", tabindex="0", role="region", aria_label=label))
    return card(catalogue.text("opened.heading.differences"), *said)


def _row(each: Difference, keys: list[str], catalogue: Catalogue) -> Markup:
    differs = each.beyond_noise > 0
    key = "opened.differs-by" if differs else "opened.noise" if each.repeat else "opened.alike"
    values = {"across": _percent(each.across), "repeat": _percent(each.repeat)}
    said = _marked(catalogue.text(key, **values), differs)
    cells = [element("td", _marked(_value(each, key, catalogue), differs)) for key in keys]
    head = element("th", catalogue.text(f"opened.feature.{each.feature}"), scope="row")
    return join([element("tr", head, element("td", said), *cells)])


def _value(each: Difference, key: str, catalogue: Catalogue) -> str:
    """What a visitor saw of a feature. Hashes and counts tell a person nothing."""
    if each.feature in ("screenshot", "tags"):
        return ""
    own = catalogue.text("opened.own-provider")
    return _OWN.sub(own, harmless(each.values.get(key, "")))[:TEXT_SHOWN]


def _percent(share: float) -> str:
    return str(round(share * 100))

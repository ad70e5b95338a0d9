"""The report on pages as one self-contained page: who saw what, what differed, where it would have gone."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from unhook.catalogue import Catalogue
from unhook.pages.looked import Looked
from unhook.pages.probe.model import ProbeReport
from unhook.pages.source.model import GRAVITY, Evidence, PageReport
from unhook.pages.source.owning import Host
from unhook.report import page, page_requests, page_views
from unhook.report.defang import harmless, visible
from unhook.report.looked import sentence, verdict
from unhook.report.markup import Markup, element, join, listed
from unhook.report.page import card
from unhook.version import VERSION

NAME_SHOWN = 300
SNIPPET_SHOWN = 200
PLACES_SHOWN = 3
LISTED = 20
_SYMBOLS = {"malicious": "✕", "suspicious": "!", "benign-home-realm": "✓", "inconclusive": "?"}
_KINDS = {"malicious": "malicious", "suspicious": "suspicious", "benign-home-realm": "clean",
          "inconclusive": "incomplete"}  # fmt: skip


def render(pages: Sequence[Looked], catalogue: Catalogue) -> str:
    """The document as HTML text; every string from a page is escaped and defanged. At least one page."""
    worst = max(pages, key=lambda each: GRAVITY.index(each.verdict))
    sections = [_page(each, number, len(pages), catalogue) for number, each in enumerate(pages, 1)]
    footer = element("footer", catalogue.text("label.made_by", version=VERSION))
    return page.document(
        f"{catalogue.text(f'page.level.{worst.verdict}')}: {harmless(name(worst))[:NAME_SHOWN]}",
        element("body", *sections, footer, kind=_KINDS[worst.verdict]),
        language=catalogue.tag,
        direction=catalogue.direction,
        style=_css(),
    )


def name(each: Looked) -> str:
    """The address where a page stands, else the file's name."""
    return each.saved.url or each.saved.name or "-"


def _page(each: Looked, number: int, of: int, catalogue: Catalogue) -> Markup:
    main = element("div", *_sections(each, catalogue), kind="sections")
    return element(
        "main" if of == 1 else "article", _verdict(each, catalogue), main,
        kind=f"page {_KINDS[each.verdict]}", id=f"page-{number}",
    )  # fmt: skip


def _verdict(each: Looked, catalogue: Catalogue) -> Markup:
    symbol = element("span", _SYMBOLS[each.verdict], kind="symbol", aria_hidden="true")
    where = element("p", element("code", harmless(name(each))[:NAME_SHOWN], dir="ltr"), kind="where")
    told = element(
        "div",
        element("p", catalogue.text(f"page.level.{each.verdict}"), kind="level"),
        element("h1", verdict(each.verdict, catalogue, opened=each.probe is not None)),
        where,
        listed("ul", list(_chips(each, catalogue)), kind="chips"),
    )
    return element("header", element("div", symbol, told, kind="inner"), kind="verdict")


def _chips(each: Looked, catalogue: Catalogue) -> Iterator[str]:
    if each.probe is None:
        yield catalogue.text("opened.not-opened")
        if each.unopened:
            yield visible(each.unopened)
        return
    yield catalogue.text("opened.follows" if each.probe.adapts else "opened.same-for-all")
    yield catalogue.text("opened.asks" if each.probe.login else "opened.asks-nothing")
    yield catalogue.text(f"opened.reach-{each.probe.reach}")


def _sections(each: Looked, catalogue: Catalogue) -> Iterator[Markup]:
    yield _why(each, catalogue)
    probe = each.probe
    if probe is not None:
        yield page_views.side_by_side(probe, catalogue)
        yield page_views.differences(probe, catalogue)
        yield page_requests.handed_over(probe, catalogue)
        yield page_requests.questions(probe, catalogue)
    yield element("div", _owner(each, catalogue), _source(each.page, catalogue), kind="facts")
    if probe is not None:
        yield page_requests.everything(probe, catalogue)


def _why(each: Looked, catalogue: Catalogue) -> Markup:
    items = []
    for reason in each.reasons:
        level = element("b", f"{catalogue.text(f'page.level.{reason.verdict}')}: ", kind="severity")
        places = [_place(evidence) for evidence in reason.evidence[:PLACES_SHOWN]]
        items.append(
            join(
                [
                    level,
                    sentence(reason, catalogue),
                    listed("ul", places, kind="evidence") if places else Markup(),
                ]
            )
        )
    if each.probe is not None and each.probe.reached:
        limits = ", ".join(each.probe.reached)
        items.append(join([catalogue.text("page.reason.limit-reached", limits=limits)]))
    return card(catalogue.text("opened.heading.why"), listed("ul", items, kind="why"))


def _place(evidence: Evidence) -> Markup:
    where = f"{evidence.part}:{evidence.span[0]}" if evidence.span else evidence.part
    quoted = element("q", element("bdi", harmless(evidence.snippet)[:SNIPPET_SHOWN]))
    return join([element("code", visible(where), dir="ltr"), " ", quoted])


def _owner(each: Looked, catalogue: Catalogue) -> Markup:
    hosts = _hosts(each.probe) if each.probe else {}
    lines = [page_views.owner(host, catalogue) for host in hosts.values() or [None]]
    if each.probe is None and each.saved.url is not None:
        lines = [catalogue.text("opened.owner.not-asked")]
    brands = ", ".join(brand.name for brand in each.probe.brands) if each.probe else ""
    shown = brands or (each.brand.brand.name if each.brand else "")
    if shown:
        lines.append(catalogue.text("opened.owner.poses", brand=shown))
    return card(catalogue.text("opened.heading.owner"), listed("ul", lines))


def _hosts(probe: ProbeReport) -> dict[str, Host]:
    """The hosts on which the page or its views stand, by name."""
    found = (probe.host, *(view.host for view in probe.views))
    return {host.name: host for host in found if host is not None}


def _source(report: PageReport, catalogue: Catalogue) -> Markup:
    """What the page's source tells, whoever looks."""
    facts = {
        "shows": [f"{shown.brand.name} ({shown.where})" for shown in report.shown],
        "asks": [f"{asked.kind} {harmless(asked.name)}".strip() for asked in report.asked],
        "sends": [f"{sent.channel} {harmless(sent.url)[:NAME_SHOWN]}" for sent in report.sent if sent.url],
        "see": [sign.name for sign in report.signs],
    }
    rows = [
        element(
            "div",
            element("dt", catalogue.text(f"page.label.{name}")),
            element("dd", listed("ul", dict.fromkeys(values[:LISTED]))),
        )
        for name, values in facts.items()
        if values
    ]
    level = element("p", catalogue.text(f"page.level.{report.verdict}"), kind="note")
    return card(catalogue.text("opened.heading.source"), level, element("dl", *rows, kind="envelope"))


@cache
def _css() -> str:
    return files("unhook.report").joinpath("page_report.css").read_text(encoding="utf-8")

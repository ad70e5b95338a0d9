"""What a page asked for and what it would have handed over, with who answered."""

from collections.abc import Iterator

from unhook.catalogue import Catalogue
from unhook.pages.probe.model import Exchange, Posting, ProbeReport, View, Went
from unhook.report.defang import harmless, visible
from unhook.report.markup import Markup, element, join, listed
from unhook.report.page import card
from unhook.report.page_views import visitor

URL_SHOWN = 500
ROWS_SHOWN = 100


def handed_over(probe: ProbeReport, catalogue: Catalogue) -> Markup:
    """Where what was typed would have gone: way, host, path, and which canaries in which writing."""
    note = element("p", catalogue.text("opened.test-note"), kind="note")
    grouped: dict[tuple[object, ...], list[str]] = {}
    examples: dict[tuple[object, ...], Posting] = {}
    for view, posting in probe.postings:
        key = (posting.way, posting.method, posting.host, posting.path, posting.went)
        grouped.setdefault(key, []).append(visitor(view, catalogue))
        examples[key] = posting
    items = [
        _posting(examples[key], list(dict.fromkeys(who)), catalogue)
        for key, who in list(grouped.items())[:ROWS_SHOWN]
    ]
    if not items:
        none = element("p", catalogue.text("opened.nothing-sent"))
        return card(catalogue.text("opened.heading.sent"), note, none)
    return card(catalogue.text("opened.heading.sent"), note, listed("ol", items, kind="links"))


def _posting(posting: Posting, who: list[str], catalogue: Catalogue) -> Markup:
    method = f"{posting.way} {posting.method}".strip()
    host = element("b", element("code", harmless(posting.host) or "-", dir="ltr"))
    path = element("code", harmless(posting.path)[:URL_SHOWN] or "/", dir="ltr")
    facts = [
        ("way", element("code", visible(method), dir="ltr")),
        ("host", host),
        ("path", path),
        ("went", listed("ul", [_went(each, catalogue) for each in posting.went])),
        ("seen-by", join([", ".join(who)])),
    ]
    rows = [
        element("div", element("dt", catalogue.text(f"opened.label.{name}")), element("dd", value))
        for name, value in facts
    ]
    return element("dl", *rows, kind="envelope")


def _went(went: Went, catalogue: Catalogue) -> str:
    what = catalogue.text(f"opened.field.{went.what}")
    named = f"{what} ({harmless(went.field)[:60]})" if went.field else what
    return catalogue.text("opened.written-as", what=named, encoding=went.encoding)


def questions(probe: ProbeReport, catalogue: Catalogue) -> Markup:
    """What the page asked public services about its visitor; empty where it asked nothing."""
    asked: dict[tuple[str, str], list[str]] = {}
    for view in probe.views:
        for question in view.questions:
            shown = f" {catalogue.text('opened.shown')}" if question.shown else ""
            said = catalogue.text(f"opened.service.{question.kind}") + shown
            asked.setdefault((said, question.url), []).append(visitor(view, catalogue))
    if not asked:
        return Markup()
    items = [
        join([said, " ", element("code", harmless(url)[:URL_SHOWN], dir="ltr"), f" ({', '.join(who)})"])
        for (said, url), who in list(asked.items())[:ROWS_SHOWN]
    ]
    note = element("p", catalogue.text("opened.oracle-note"), kind="note")
    return card(catalogue.text("opened.heading.questions"), note, listed("ul", items))


def everything(probe: ProbeReport, catalogue: Catalogue) -> Markup:
    """Every request of every visitor, folded up."""
    parts = [
        element(
            "details",
            element("summary", f"{visitor(view, catalogue)} ({len(view.requests)})"),
            _requests(view, catalogue),
        )
        for view in probe.views
    ]
    return card(catalogue.text("opened.heading.requests"), *parts)


def _requests(view: View, catalogue: Catalogue) -> Markup:
    oracles = {question.url for question in view.questions}
    items = [_request(each, oracles, catalogue) for each in view.requests[:ROWS_SHOWN]]
    more = len(view.requests) - ROWS_SHOWN
    if more > 0:
        items.append(join([catalogue.text("label.more_links", count=more)]))
    return listed("ol", items, kind="requests")


def _request(each: Exchange, oracles: set[str], catalogue: Catalogue) -> Markup:
    name = (
        "tested" if each.tested
        else "oracle" if each.answered and each.url in oracles
        else "answered" if each.answered
        else "withheld" if each.withheld
        else "blocked"
    )  # fmt: skip
    said = element("b", catalogue.text(f"opened.answer.{name}"), kind=f"answer {name}")
    url = element("code", harmless(each.url)[:URL_SHOWN], dir="ltr")
    went = [_went(one, catalogue) for one in each.went]
    carried = element("span", f" {', '.join(went)}", kind="evidence") if went else Markup()
    return join([*_lead(each), url, " ", said, carried])


def _lead(each: Exchange) -> Iterator[str]:
    yield element("code", visible(f"{each.method} {each.kind}"), dir="ltr")
    yield " "

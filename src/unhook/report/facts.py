"""The facts behind the verdict: the way the mail came, who vouches for it, links, attachments."""

from collections.abc import Iterator

from unhook.catalogue import Catalogue
from unhook.message.model import AuthSummary, Hop, Host, Link
from unhook.report import inside_view
from unhook.report.defang import harmless, visible
from unhook.report.judged import Judged
from unhook.report.markup import Markup, element, join, listed
from unhook.report.places import Places

ROWS_SHOWN = 100
TEXT_SHOWN = 120
URL_SHOWN = 500
HIDDEN_SHOWN = 2000


def badges(numbers: tuple[int, ...], catalogue: Catalogue) -> Markup:
    """The numbers that lead from a place to the sentences of the flags that stand there."""
    return join(badge(number, catalogue) for number in numbers)


def badge(number: int, catalogue: Catalogue) -> Markup:
    """The number that leads from a mark to its sentence."""
    label = catalogue.text("label.flag", number=number)
    return element("a", str(number), kind="badge", href=f"#flag-{number}", aria_label=label)


def sections(judged: Judged, found: Places, catalogue: Catalogue) -> Iterator[Markup]:
    """The closing sections of the page; those with nothing to say are left out."""
    message = judged.message
    yield _section(
        "authentication", _authentication(message.headers.auth_summary, found, catalogue), catalogue
    )
    yield _section("path", _path(message.headers.hops, catalogue), catalogue)
    if message.body.links:
        yield _section("links", _links(message.body.links, found, catalogue), catalogue)
    if judged.pages:
        yield _section("pages", _behind(judged, catalogue), catalogue)
    if message.attachments:
        yield _section("attachments", _attachments(judged, found, catalogue), catalogue)
    if message.body.html is not None and message.body.html.hidden_text:
        yield _section("hidden", _hidden(message.body.html.hidden_text), catalogue)
    if judged.verdict.not_evaluated:
        heading = element("h2", catalogue.text("heading.not_evaluated"))
        questions = _open_questions(judged, catalogue)
        yield element("section", element("details", element("summary", heading), questions), kind="card")


def _section(name: str, content: Markup, catalogue: Catalogue) -> Markup:
    return element("section", element("h2", catalogue.text(f"heading.{name}")), content, kind="card")


def _authentication(summary: AuthSummary, found: Places, catalogue: Catalogue) -> Markup:
    spf, dkim, dmarc = summary.spf.details, summary.dkim.details, summary.dmarc.details
    domains = dict.fromkeys(detail.domain for detail in dkim if detail.domain)
    from_ = dmarc.from_.domain if dmarc and dmarc.from_ else ""
    results = (
        _result(
            "SPF", summary.spf.pass_, spf.verdict if spf else None, (spf and spf.designator) or "", catalogue
        ),
        _result("DKIM", summary.dkim.pass_, dkim[0].verdict if dkim else None, ", ".join(domains), catalogue),
        _result("DMARC", summary.dmarc.pass_, dmarc.verdict if dmarc else None, from_, catalogue),
    )
    if summary.server:
        who = catalogue.text("label.checked_by", server=_isolated(harmless(summary.server)))
    else:
        who = catalogue.text("label.unchecked")
    return join(
        [
            badges(found.row("authentication"), catalogue),
            element("ul", *results, kind="results"),
            element("p", who, kind="note"),
        ]
    )


def _result(name: str, passed: bool | None, claimed: str | None, about: str, catalogue: Catalogue) -> Markup:
    kind, symbol = {None: ("unknown", "?"), True: ("pass", "✓"), False: ("fail", "✕")}[passed]
    said = catalogue.text(f"result.{kind}")
    if passed is None and claimed:
        said = catalogue.text("result.claimed", verdict=visible(claimed))
    return element(
        "li",
        element("span", symbol, aria_hidden="true"),
        " ",
        element("b", name),
        f" {said} ",
        element("bdi", harmless(about)[:TEXT_SHOWN]) if about else "",
        kind=kind,
    )


def _path(hops: tuple[Hop, ...], catalogue: Catalogue) -> Markup:
    items = []
    for received in [hop.received for hop in hops if hop.received is not None][:ROWS_SHOWN]:
        parts = []
        if received.source:
            parts.append(catalogue.text("label.from_host", host=_host(received.source)))
        if received.server:
            parts.append(catalogue.text("label.by_host", host=_host(received.server)))
        if received.time:
            parts.append(_isolated(received.time.isoformat(sep=" ", timespec="seconds")))
        items.append(" · ".join(parts) or harmless(received.raw)[:TEXT_SHOWN])
    if not items:
        return element("p", catalogue.text("label.no_hops"), kind="note")
    return listed("ol", items, kind="path")


def _host(host: Host) -> str:
    name = host.domain.domain if host.domain else ""
    address = host.ip.ip if host.ip else ""
    both = f"{name} [{address}]" if name and address else name or address or host.raw
    return _isolated(harmless(both)[:TEXT_SHOWN])


def _isolated(text: str) -> str:
    """The text kept together in a sentence of the other direction (Unicode FSI and PDI)."""
    return f"\u2068{text}\u2069"


def _links(links: tuple[Link, ...], found: Places, catalogue: Catalogue) -> Markup:
    items = []
    for index, link in enumerate(links[:ROWS_SHOWN]):
        said = harmless(link.display_text or "")[:TEXT_SHOWN] or catalogue.text("label.no_text")
        url = harmless(link.target_url.url if link.target_url else "")[:URL_SHOWN]
        items.append(
            join(
                [
                    _fact(
                        catalogue.text("label.shown_text"),
                        element("bdi", said),
                        badges(found.row(f"link {index}"), catalogue),
                    ),
                    _fact(catalogue.text("label.leads_to"), element("code", url, dir="ltr")),
                ]
            )
        )
    table = listed("ol", items, kind="links")
    more = len(links) - ROWS_SHOWN
    if more > 0:
        table = join([table, element("p", catalogue.text("label.more_links", count=more), kind="note")])
    return table


def _behind(judged: Judged, catalogue: Catalogue) -> Markup:
    """A line and a small picture of each page, where somebody looked."""
    from unhook.report import behind, page_views

    lines = behind.lines(judged, catalogue)
    items = [
        join([element("p", line), page_views.small(looked, catalogue)])
        for (looked, _), line in zip(behind.pages(judged), lines, strict=True)
    ]
    return listed("ul", items[:ROWS_SHOWN])


def _attachments(judged: Judged, found: Places, catalogue: Catalogue) -> Markup:
    items = []
    for index, attachment in enumerate(judged.message.attachments[:ROWS_SHOWN]):
        name = visible(attachment.file_name or "") or catalogue.text("label.no_text")
        facts = {
            "label.type_declared": visible(attachment.content_type or ""),
            "label.type_found": attachment.kind,
            "label.size": catalogue.text("label.bytes", count=attachment.size),
        }
        items.append(
            join(
                [
                    element(
                        "p",
                        badges(found.row(f"attachment {index}"), catalogue),
                        element("b", element("bdi", name)),
                    ),
                    *(_fact(catalogue.text(key), element("bdi", value)) for key, value in facts.items()),
                    _fact("SHA-256", element("code", attachment.sha256)),
                    inside_view.render(judged.trees[index], catalogue) if judged.trees else Markup(),
                ]
            )
        )
    return listed("ol", items, kind="links")


def _fact(name: str, value: Markup, before: Markup | None = None) -> Markup:
    return element("p", before or Markup(), element("span", name, kind="key"), " ", value)


def _hidden(runs: tuple[str, ...]) -> Markup:
    text = harmless(" … ".join(run for run in runs[:ROWS_SHOWN] if run.strip()))
    return element("p", text[:HIDDEN_SHOWN], kind="quoted", dir="auto")


def _open_questions(judged: Judged, catalogue: Catalogue) -> Markup:
    return listed(
        "ul",
        [
            catalogue.text(
                "label.needs",
                rule=_isolated(visible(rule.rule)),
                facts=_isolated(visible(", ".join(rule.needs))),
            )
            for rule in judged.verdict.not_evaluated[:ROWS_SHOWN]
        ],
    )

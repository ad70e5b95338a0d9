"""A saved page looked at: read whole, judged by its source alone."""

from collections.abc import Iterator, Sequence

from unhook.brands import registry
from unhook.brands.registry import Brands
from unhook.limits import PAGES, PageLimits
from unhook.links import url
from unhook.pages.saved.model import Saved
from unhook.pages.source import carried, conduct, hiding, posting, services, shown
from unhook.pages.source.judge import Seen, judge
from unhook.pages.source.model import Asked, PageReport, Sent, Sign
from unhook.pages.source.parts import Parts
from unhook.pages.source.read import Read


def look(saved: Saved, brands: Brands | None = None, limits: PageLimits = PAGES) -> PageReport:
    """Judge a page. Nothing in it is run and nothing is fetched; never raises on what a page holds."""
    brands = brands or registry.load()
    parts = Parts(saved, limits)
    reads = parts.all()
    sent = posting.of(reads)
    found = dict.fromkeys((*_signs(reads, sent, brands, limits), *hiding.handed_out(reads, parts.files)))
    signs = tuple(found)[: limits.signs]
    reached = [*parts.reached, *(["signs"] if len(found) > limits.signs else [])]
    own = url.parse(saved.url) if saved.url else None
    seen = Seen(
        saved.url,
        saved.where == "recorded" and saved.url is not None,
        shown.of(reads, brands, own.domain if own else None),
        _asked(reads, signs),
        sent,
        signs,
        saved.status,
        tuple(dict.fromkeys(reached)),
        any(shown.titled_after_host(here, own.domain if own else None) for here in reads),
    )
    verdict, sure, reasons, brand = judge(seen, brands)
    title = next((here.title.text for here in reads if here.title), None)
    return PageReport(
        saved, verdict, sure, reasons, brand, seen.shown, seen.asked, sent, signs, title,
        reads[0].source, any(sign.name == "challenge" for sign in signs), seen.reached,
    )  # fmt: skip


def _asked(reads: Sequence[Read], signs: Sequence[Sign]) -> tuple[Asked, ...]:
    fields = [Asked(field.kind, field.name, field.evidence) for here in reads for field in here.fields]
    made = [sign for sign in signs if sign.name == "field-by-script"]
    if made and not any(field.kind in ("password", "dressed") for field in fields):
        fields.append(Asked("made", "", made[0].evidence))
    return tuple(fields)


def _signs(reads: Sequence[Read], sent: Sequence[Sent], brands: Brands, limits: PageLimits) -> Iterator[Sign]:
    yield from carried.of(reads)
    yield from _services(reads, sent)
    yield from hiding.of(reads, limits)
    yield from conduct.of(reads, brands)


def _services(reads: Sequence[Read], sent: Sequence[Sent]) -> Iterator[Sign]:
    """`bot` and `form-mail`: to whom a page hands what it takes, by what it sends and its scripts' words."""
    for each in sent:
        kind = services.of(url.parse(each.url)) if each.url else None
        if kind in ("bot", "form-mail"):
            yield Sign(kind, each.url or "", each.evidence)
    for here in reads:
        for script in here.scripts:
            for text in script.strings:
                if "://" in text[:10] and services.of(url.parse(text)) == "bot":
                    yield Sign("bot", text, here.evidence(text))

"""Reports on pages by the address at which they were asked for: what rules ask of `ml.link_analysis`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from unhook.brands import logos
from unhook.links import services, whatwg
from unhook.links.model import Url
from unhook.message.body.html import document
from unhook.message.mime.charset import decode_text
from unhook.message.mime.layout import extension
from unhook.message.model import Attachment, Link
from unhook.mql.values import Unavailable
from unhook.pages.addressing import absolute
from unhook.pages.looked import Looked
from unhook.pages.probe.model import View
from unhook.pages.saved.model import Resource
from unhook.pages.source.model import GRAVITY, PageReport, Verdict

NEEDS = "link_analysis"
_DISPOSITION: Mapping[Verdict, str] = {
    "malicious": "phishing", "suspicious": "suspicious", "inconclusive": "inconclusive",
    "benign-home-realm": "benign",
}  # fmt: skip
_DRAWN = ("image/", "font/", "text/css", "video/", "audio/")
_JSON_BYTES = 1024 * 1024
_RESPONSES = 200


class Reports(Mapping[str, Looked]):
    """Reports by address, each under all that led to its page; fragments do not count, since no server sees
    them. The capability `link_analysis` of a `Context`.
    """

    def __init__(
        self, reports: Iterable[PageReport | Looked], also: Mapping[str, Looked] | None = None
    ) -> None:
        """Take the reports; of two on one address the graver counts. `also`: further addresses of pages."""
        self._by_address: dict[str, Looked] = {}
        self._answers: dict[int, dict[str, Any]] = {}
        looked = (each if isinstance(each, Looked) else Looked(each) for each in reports)
        for report in sorted(looked, key=lambda each: GRAVITY.index(each.verdict)):
            for address in report.saved.addresses():
                self._by_address[_key(address)] = report
        for address, report in (also or {}).items():
            self._by_address.setdefault(_key(address), report)

    def __getitem__(self, address: str) -> Looked:
        return self._by_address[_key(address)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_address)

    def __len__(self) -> int:
        return len(self._by_address)

    def joined(self, others: "Reports") -> "Reports":
        """These and others; of two on one address the others', who looked later."""
        return Reports((), {**self._by_address, **others._by_address})

    def behind(self, link: Link | Url) -> Looked | None:
        """The report on the page behind a link, the gravest of several; None where nobody looked."""
        found = [report for each in _addresses(link) if (report := self.get(each)) is not None]
        return max(found, key=lambda report: GRAVITY.index(report.verdict), default=None)

    def link_analysis(self, link: Link | Url, mode: str = "default") -> "dict[str, Any] | Unavailable":
        """What a page report says of a link, in the shape of `mql.library.ml.LinkAnalysis`.

        Unavailable where nobody looked at that address: unknown is not false. `mode` changes nothing here.
        """
        report = self.behind(link)
        if report is None:
            return Unavailable(NEEDS)
        if id(report) not in self._answers:
            self._answers[id(report)] = as_analysis(report)
        return self._answers[id(report)]

    linkanalysis = link_analysis

    def __reduce__(self) -> tuple[Any, ...]:
        return Reports, ((), dict(self._by_address))


def as_analysis(report: Looked) -> dict[str, Any]:
    """A report as rules read it. `screenshot` is unavailable where nobody opened the page."""
    saved = report.saved
    view = report.view
    brand = report.brand
    resources = [each for each in saved.resources if "://" in each.url]
    addresses = dict.fromkeys([*saved.addresses(), *(each.url for each in resources)])
    return {
        "credphish": {
            "disposition": _DISPOSITION[report.verdict],
            "confidence": report.sure,
            "brand": brand
            and {"name": logos.called(brand.brand.name), "confidence": "high" if brand.strong else "low"},
            "contains_login": report.login,
            "contains_captcha": report.challenged,
        },
        "effective_url": saved.url,
        "redirect_history": list(saved.redirects),
        "final_dom": document(report.page.source, base=saved.url),
        "screenshot": _picture(view) if view is not None else Unavailable("screenshot"),
        "files_downloaded": [_attachment(each) for each in saved.resources if _is_download(each)],
        "unique_urls_accessed": list(addresses),
        "additional_responses": [_response(each) for each in resources if _is_response(each)][:_RESPONSES],
        "status_code": saved.status,
    }


def _picture(view: View) -> Attachment:
    raw = view.screenshot
    return Attachment(raw, "screenshot.png", "png", "image/png", size=len(raw))


def _addresses(link: Link | Url) -> Iterator[str]:
    """A link's own address, and those before and behind known rewriters. Where any other host only claims to
    lead on, a trap could name an honest page and pass for it.
    """
    parsed = link.href_url if isinstance(link, Link) else link
    if isinstance(link, Link) and link.target_url is not None:
        yield absolute(link.target_url)
    if parsed is not None:
        yield absolute(parsed)
        if parsed.rewrite is not None and parsed.rewrite.original is not None:
            yield parsed.rewrite.original


def _key(address: str) -> str:
    parsed = whatwg.parse(address)
    return (parsed.url if parsed else address).partition("#")[0]


def _is_download(resource: Resource) -> bool:
    if resource.saved_as is not None:
        return True
    ending = extension(_name(resource)) or ""
    return ending in services.named("file_extensions_executables") | services.named(
        "file_extensions_common_archives"
    ) and not (resource.media_type or "").startswith(("text/", "image/", "application/javascript"))


def _is_response(resource: Resource) -> bool:
    kind = resource.media_type or ""
    return not kind.startswith(_DRAWN) and "javascript" not in kind


def _response(resource: Resource) -> dict[str, Any]:
    return {
        "url": resource.url,
        "status_code": resource.status,
        "json": _json(resource),
        "file": _attachment(resource),
    }


def _json(resource: Resource) -> Any:
    if len(resource.data) > _JSON_BYTES or resource.data.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return json.loads(decode_text(resource.data, None).text)
    except (ValueError, RecursionError):
        return None


def _attachment(resource: Resource) -> Attachment:
    name = _name(resource)
    return Attachment(
        resource.data,
        file_name=name,
        file_extension=extension(name),
        content_type=resource.media_type,
        size=len(resource.data),
    )


def _name(resource: Resource) -> str | None:
    if resource.saved_as is not None:
        return resource.saved_as
    return resource.url.partition("?")[0].partition("#")[0].rpartition("/")[2] or None

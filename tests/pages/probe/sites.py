"""Small pages to be probed: inert, words only, on reserved hosts."""

from dataclasses import dataclass, field

from pages.made import brands
from unhook.links import url
from unhook.pages.broker import Answer, Request
from unhook.pages.browser.browser import Browser
from unhook.pages.probe.model import ProbeReport, Reach
from unhook.pages.probe.probe import probe

HOST = "https://update.victim-site.test/in/"
RECIPIENT = "anna.berg@harbour.example.com"
FORM = (
    "<form method=post action=next.php><input type=email name=login><input type=password name=secret><button>"
)
FORM += "Sign in</button></form>"
NAMES = "const names={'gmail.com':'Provider A','outlook.com':'Provider B'};"
PAINT = "document.title='Sign in to '+(names[who.split('@')[1]]||'Provider C');"


@dataclass
class Site:
    """HTML or answers by address without fragment; `heard` is all that it was asked."""

    pages: dict[str, str | Answer]
    heard: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Answer | None:
        self.heard.append(request.url)
        found = self.pages.get(request.url)
        if isinstance(found, str):
            return Answer(found.encode(), headers={"content-type": "text/html; charset=utf-8"})
        return found


def page(title: str, body: str, script: str = "") -> str:
    return f"<!doctype html><meta charset=utf-8><title>{title}</title>{body}<script>{script}</script>"


def probed(
    browser: Browser, source: str | dict[str, str | Answer], start: str = HOST, reach: Reach = "local"
) -> ProbeReport:
    """The report on a page, or on several by address."""
    pages: dict[str, str | Answer] = {start.partition("#")[0]: source} if isinstance(source, str) else source
    return probe(Site(pages), start, (RECIPIENT,), reach=reach, brands=brands(), browser=browser, seed=7)


def keys(report: ProbeReport) -> set[str]:
    """The reasons that speak for its verdict."""
    return {reason.key for reason in report.reasons if reason.verdict == report.verdict}


def ways(report: ProbeReport) -> set[tuple[str, str, str]]:
    """How and where secrets went, and as what they were written."""
    return {
        (posting.way, posting.host, went.encoding)
        for _, posting in report.postings
        for went in posting.went
        if posting.secret and went.what not in ("mail", "other")
    }


def host(address: str) -> str | None:
    parsed = url.parse(address)
    return parsed.domain.domain if parsed and parsed.domain else None

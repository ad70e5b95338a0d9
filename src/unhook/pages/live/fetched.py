"""A page on the web fetched as a value, to be judged by its source: the document and what it is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message as Headers
from typing import Protocol

from unhook.files.web import page
from unhook.limits import LIVE, PAGES, LiveLimits
from unhook.links import whatwg
from unhook.message.mime.charset import decode_text
from unhook.pages.addressing import bare, joined
from unhook.pages.broker import Answer, Broker, Request
from unhook.pages.live import declared
from unhook.pages.live.model import BUDGETS, Attempt
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.saved.target import is_live
from unhook.pages.source.read import read

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml"})
_REFERENCES = 200
_PARTS = {"script": "script", "frame": "document"}
_DEEP = 2


@dataclass(frozen=True, slots=True)
class Fetched:
    """`saved`: the page, None where no answer came in the end; `attempts` then say why, the last one first of
    all.
    """

    address: str
    saved: Saved | None
    attempts: tuple[Attempt, ...]

    @property
    def refusal(self) -> Attempt | None:
        """Why there is no page."""
        refused = (each for each in reversed(self.attempts) if each.refusal is not None)
        return next(refused, None) if self.saved is None else None


class Telling(Broker, Protocol):
    """A broker to the web that tells what became of each request."""

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """All requests, in the order in which they ended."""


def fetched(broker: Telling, address: str, limits: LiveLimits = LIVE) -> Fetched:
    """Open an address as a person's browser would, without running anything: redirects of servers and pages
    are followed, scripts and frames fetched.
    """
    way: list[str] = []
    url: str | None = address
    answer: Answer | None = None
    here = address
    reached: list[str] = []
    while url is not None and url not in way:
        if len(way) > limits.redirects:
            reached.append("redirects")
            break
        way.append(url)
        here, answer = url, broker.answer(Request(bare(url), navigation=True))
        url = None if answer is None else _onward(answer, here)
    if answer is None:
        return Fetched(address, None, broker.attempts)
    said = declared.of(answer.headers)
    document = answer.body if said.get_content_type() in _PAGE_TYPES else b""
    reached += ["html_bytes"] if len(document) > PAGES.html_bytes else []
    saved = Saved(
        document[: PAGES.html_bytes],
        address,
        here,
        charset=said.get_content_charset(),
        status=answer.status,
        redirects=tuple(way[:-1]),
        resources=() if document else (_resource(here, answer, said),),
    )
    if document:
        saved = replace(saved, resources=tuple(_parts(broker, saved, limits)))
    names = [each.refusal for each in broker.attempts if each.refusal in BUDGETS]
    cut = ["resource_bytes" for each in broker.attempts if each.cut]
    return Fetched(
        address, replace(saved, reached=tuple(dict.fromkeys([*reached, *names, *cut]))), broker.attempts
    )


def _onward(answer: Answer, here: str) -> str | None:
    """Where the server sends the visitor, or else the page."""
    if answer.redirect is not None:
        return joined(here, answer.redirect)
    said = declared.of(answer.headers)
    if said.get_content_type() not in _PAGE_TYPES:
        return None
    source = decode_text(answer.body, said.get_content_charset()).text
    leads = (each.url for each in page.read(source, _REFERENCES).references if each.how == "redirect")
    targets = (joined(bare(here), lead) for lead in leads)
    return next((each for each in targets if each and is_live(each)), None)


def _parts(broker: Telling, saved: Saved, limits: LiveLimits) -> Iterator[Resource]:
    """The scripts and frames of the page, and those of its frames."""
    assert saved.url is not None
    seen: set[str] = set()
    documents = [(decode_text(saved.html, saved.charset).text, saved.url)]
    for _ in range(_DEEP):
        inner: list[tuple[str, str]] = []
        for source, base in documents:
            for how, target, _place in read("page", source, base, PAGES).leads:
                found = whatwg.parse(target, base) if how in _PARTS else None
                if found is None or found.scheme not in ("http", "https"):
                    continue
                if found.url in seen or len(seen) >= limits.parts:
                    continue
                seen.add(found.url)
                answer = _followed(broker, found.url, _PARTS[how], limits.redirects)
                if answer is None:
                    continue
                said = declared.of(answer.headers)
                yield _resource(found.url, answer, said)
                if how == "frame":
                    inner.append((decode_text(answer.body, said.get_content_charset()).text, base))
        documents = inner


def _followed(broker: Telling, url: str | None, kind: str, most: int) -> Answer | None:
    for _ in range(most):
        answer = broker.answer(Request(bare(url), kind=kind)) if url is not None else None
        if answer is None or answer.redirect is None:
            return answer
        url = joined(bare(url or ""), answer.redirect)
    return None


def _resource(url: str, answer: Answer, said: Headers) -> Resource:
    kind = said.get_content_type()
    return Resource(url, answer.body, kind, answer.status, saved_as=declared.file_name(said))

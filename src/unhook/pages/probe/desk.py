"""Who answers the page while an identity looks at it: the page's own broker, the oracles, or nobody."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urldefrag

from unhook.pages.broker import Answer, Broker, Request
from unhook.pages.probe import oracles, substitute, traces, workers
from unhook.pages.probe.model import Exchange, Identity, Question, Went

_TEXTUAL = ("text/", "application/javascript", "application/xhtml", "application/json", "image/svg")
_LARGEST = 2_000_000
_SENDING = frozenset({"POST", "PUT", "PATCH"})


@dataclass(frozen=True, slots=True)
class Place:
    """A page to be opened: `start` as its broker knows it, with the recipient's addresses in it and in its
    documents; `asked` the same with the identity's in their place.
    """

    start: str
    asked: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of a request."""

    request: Request
    answer: Answer | None
    withheld: bool = False
    tested: bool = False


class Desk:
    """Answers one identity's page. `sent`: whether its address may go to the page's broker. `local`: the
    broker holds a saved page, which may be kept under the recipient's address.

    Once `cut`, the network is gone: what was answered before is answered again, what sends gets an empty
    answer, all else nothing.
    """

    def __init__(
        self, broker: Broker, identity: Identity, place: Place, *, sent: bool, local: bool = False
    ) -> None:
        self._broker, self._identity, self._place = broker, identity, place
        self._sent, self._local = sent, local
        self._lock = threading.Lock()
        self._kept: dict[str, Answer] = {}
        self._cut = False
        self._open = 0
        self._last = time.monotonic()
        self.noted: list[Noted] = []
        self.questions: list[Question] = []

    def answer(self, request: Request) -> Answer | None:
        """As `Broker` says."""
        with self._lock:
            self._open += 1
            tested = self._cut
        given: Answer | None = None
        withheld = False
        try:
            kind = oracles.asked(request, self._identity)
            withheld = not self._sent and _names(self._went(request))
            if (heard := workers.answer(request)) is not None:
                given, withheld = heard, False
            elif kind is not None:
                given = oracles.answer(request, kind, self._identity)
                self.questions.append(Question(kind, request.url))
            elif tested:
                given = self._locally(request)
            elif not withheld:
                given = self._served(request)
        finally:
            with self._lock:
                self._open -= 1
                self._last = time.monotonic()
                self.noted.append(Noted(request, given, withheld and kind is None and not tested, tested))
        return given

    def cut(self) -> None:
        """Take the network away, for good."""
        with self._lock:
            self._cut = True

    def quiet(self, seconds: float) -> bool:
        """Whether nothing was asked for so long."""
        with self._lock:
            return not self._open and time.monotonic() - self._last >= seconds

    def exchanges(self, asked: Iterable[Request], known: Iterable[Noted] = ()) -> tuple[Exchange, ...]:
        """The requests of a visit with what became of them, those too that only the browser saw."""
        notes = {id(note.request): note for note in (*self.noted, *known)}
        return tuple(self._exchange(request, notes.get(id(request))) for request in asked)

    def body(self, url: str) -> bytes | None:
        """What was given for an address."""
        for note in self.noted:
            if note.answer is not None and urldefrag(note.request.url).url == urldefrag(url).url:
                return note.answer.body
        return None

    def status(self, url: str) -> int | None:
        """With which HTTP status an address was answered, in the end."""
        bare = urldefrag(url).url
        statuses = [
            note.answer.status
            for note in self.noted
            if note.answer and urldefrag(note.request.url).url == bare
        ]
        return statuses[-1] if statuses else None

    def _exchange(self, asked: Request, note: Noted | None) -> Exchange:
        request = workers.told(asked)
        return Exchange(
            request.url,
            request.method,
            request.kind,
            note is not None and note.answer is not None,
            request.body,
            self._went(request),
            note is not None and note.withheld,
            note is not None and note.tested,
        )

    def _went(self, request: Request) -> tuple[Went, ...]:
        return traces.of_identity(traces.payload(request), self._identity)

    def _locally(self, request: Request) -> Answer | None:
        if request.method in _SENDING and not request.navigation:
            headers = {"content-type": "application/json", "access-control-allow-origin": "*"}
            return Answer(b"{}", headers=headers)
        return self._kept.get(request.url) if request.method == "GET" else None

    def _served(self, request: Request) -> Answer | None:
        given = None
        for url in self._known_as(request.url):
            given = self._broker.answer(replace(request, url=url))
            if given is not None:
                break
        if given is None:
            return None
        given = self._personal(given)
        self._kept[request.url] = given
        return given

    def _known_as(self, url: str) -> Iterable[str]:
        """The address, and where it may be kept by the recipient's address, so."""
        yield url
        if not self._local:
            return
        if urldefrag(url).url == urldefrag(self._place.asked).url:
            yield urldefrag(self._place.start).url
        for recipient in self._place.recipients if self._identity.address else ():
            known = substitute.in_url(url, self._identity.address or "", recipient)
            if known != url:
                yield known

    def _personal(self, given: Answer) -> Answer:
        """The answer with the identity wherever a document names the recipient."""
        kind = given.headers.get("content-type", "")
        if given.redirect is not None and self._sent:
            target = given.redirect
            for recipient in self._place.recipients:
                target = substitute.in_url(target, recipient, self._identity.address)
            return replace(given, headers={**given.headers, "location": target})
        if not kind.startswith(_TEXTUAL) or len(given.body) > _LARGEST:
            return given
        # As bytes: whatever the charset, an address is ASCII.
        text = source = given.body.decode("latin-1")
        for recipient in self._place.recipients:
            text = substitute.in_text(text, recipient, self._identity.address)
        return given if text == source else replace(given, body=text.encode("latin-1"))


def _names(went: Iterable[Went]) -> bool:
    return any(each.what in ("address", "local-part", "domain") for each in went)

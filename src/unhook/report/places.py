"""Where each red flag stands in the mail as a page shows it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from unhook.message.model import Body, Link
from unhook.message.offsets import Span
from unhook.report.judged import Judged
from unhook.rules.finding import Evidence

_INDEXED = r"(?:\[(?P<index>\d+)\])?"
_THREAD = re.compile(rf"body\.(?P<thread>current_thread|previous_threads){_INDEXED}\.text$")
_WHOLE = re.compile(r"body\.(?:html\.display_text|plain\.raw|text)$")
_LINK = re.compile(
    r"body\.(?P<holder>current_thread\.|previous_threads\[(?P<thread>\d+)\]\.|html\.)?links\[(?P<index>\d+)\]"
)
_ATTACHMENT = re.compile(r"attachments\[(\d+)\]")
_ROWS = (
    ("subject", "subject"),
    ("sender", "sender"),
    ("recipients", "recipient"),
    ("headers.reply_to", "reply_to"),
    ("headers.return_path", "return_path"),
    ("headers.date", "date"),
    ("headers.auth_summary", "authentication"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Red flag `number` (from 1) stands at `span` of the body text."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Places:
    """`body` are the marks in the body text, by position; `rows` maps a row of the page (`subject`,
    `link 3`, `attachment 0`, ...) to the numbers of the flags that stand there.
    """

    body: tuple[Mark, ...]
    rows: dict[str, tuple[int, ...]]

    def only_in_rows(self, number: int) -> bool:
        """Whether a flag has no mark in the body text."""
        return all(mark.number != number for mark in self.body)

    def row(self, name: str) -> tuple[int, ...]:
        """The flags that stand in a row."""
        return self.rows.get(name, ())


def of(judged: Judged) -> Places:
    """The places of all red flags that counted."""
    marks: set[Mark] = set()
    rows: defaultdict[str, dict[int, None]] = defaultdict(dict)
    body = judged.message.body
    for number, reason in enumerate(judged.flags, 1):
        for evidence in reason.finding.evidence:
            for place in _places(evidence, body):
                if isinstance(place, str):
                    rows[place][number] = None
                elif 0 <= place[0] < place[1] <= len(body.text):
                    marks.update(_mark(number, place, body.text))
    ordered = sorted(marks, key=lambda mark: (mark.span, mark.number))
    return Places(tuple(ordered), {name: tuple(numbers) for name, numbers in rows.items()})


def _mark(number: int, span: Span, text: str) -> Iterator[Mark]:
    # White space at the ends is often a line break that stands nowhere in the source.
    said = text[span[0] : span[1]]
    start = span[0] + len(said) - len(said.lstrip())
    end = span[1] - len(said) + len(said.rstrip())
    if start < end:
        yield Mark(number, (start, end))


def _places(evidence: Evidence, body: Body) -> Iterator[str | Span]:
    field = evidence.field
    if match := _THREAD.match(field):
        whole = _thread_span(body, match["thread"], int(match["index"] or 0))
        # Words of files stand behind the mail's own.
        if whole is not None and evidence.span and whole[0] + evidence.span[1] <= whole[1]:
            yield (whole[0] + evidence.span[0], whole[0] + evidence.span[1])
    elif _WHOLE.match(field):
        if evidence.span and (body.html is None or field != "body.plain.raw"):
            yield evidence.span
    elif match := _LINK.match(field):
        link = _link(body, match["holder"] or "", int(match["thread"] or 0), int(match["index"]))
        if link is not None:
            yield from _link_places(link, body)
    elif match := _ATTACHMENT.match(field):
        yield f"attachment {match[1]}"
    else:
        yield from (row for prefix, row in _ROWS if field.startswith(prefix))


def _thread_span(body: Body, kind: str, index: int) -> Span | None:
    if kind == "current_thread":
        return body.current_thread.text_span
    return body.previous_threads[index].text_span if index < len(body.previous_threads) else None


def _link(body: Body, holder: str, thread: int, index: int) -> Link | None:
    links: tuple[Link, ...] = body.links
    if holder == "html.":
        links = body.html.links if body.html else ()
    elif holder == "current_thread.":
        links = body.current_thread.links
    elif holder:
        links = body.previous_threads[thread].links if thread < len(body.previous_threads) else ()
    return links[index] if index < len(links) else None


def _link_places(link: Link, body: Body) -> Iterator[str | Span]:
    if link.text_span and link.text_span[1] > link.text_span[0]:
        yield link.text_span
    if link.attachment is not None:
        yield f"attachment {link.attachment}"
    yield from (f"link {index}" for index, other in enumerate(body.links) if other is link)

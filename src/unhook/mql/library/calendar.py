"""`file.parse_ics`: the events of a calendar file (RFC 5545)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unhook.links import url
from unhook.message.body.linkify import urls
from unhook.message.model import Attachment, Link
from unhook.mql.library.file import as_text
from unhook.mql.library.function import Function, function
from unhook.mql.library.metadata import KeyValue
from unhook.mql.run import Run

MAX_EVENTS = 500
MAX_LINES = 20_000
# Section 3.1: a line that begins with a blank continues the one before.
_FOLD = re.compile(r"\r?\n[ \t]")
# Section 3.3.11.
_ESCAPE = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT (section 3.6.1). `description_html` is its HTML alternative; `links` stand in either, or in
    its URL property; `raw_properties` are all properties, names in upper case, parameters left out.
    """

    description: str | None = None
    description_html: str | None = None
    summary: str | None = None
    links: tuple[Link, ...] = ()
    raw_properties: tuple[KeyValue, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar file: PRODID and CALSCALE (section 3.7), and its events in order."""

    events: tuple[Event, ...] = ()
    product_id: str | None = None
    scale: str | None = None


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, parameters and value of each content line; a line without a colon is none."""
    for line in _FOLD.sub("", text).splitlines()[:MAX_LINES]:
        head, colon, value = line.partition(":")
        if head.count('"') % 2:
            # A quoted parameter may hold colons.
            quoted, mark, value = value.partition('"')
            rest, colon, value = value.partition(":")
            head = f"{head}:{quoted}{mark}{rest}"
        name, _, parameters = head.partition(";")
        if colon:
            yield name.strip().upper(), parameters.upper(), value


def read(text: str, links: int) -> CalendarFile:
    """Read a calendar as tolerantly as mail programs do; at most `links` links an event."""
    events: list[Event] = []
    properties: list[tuple[str, str, str]] | None = None
    outer: dict[str, str] = {}
    for name, parameters, value in _lines(text):
        if name == "BEGIN" and value.strip().upper() == "VEVENT" and len(events) < MAX_EVENTS:
            properties = []
        elif name == "END" and value.strip().upper() == "VEVENT" and properties is not None:
            events.append(_event(properties, links))
            properties = None
        elif properties is not None:
            properties.append((name, parameters, value))
        else:
            outer.setdefault(name, value.strip())
    if properties:
        events.append(_event(properties, links))
    return CalendarFile(tuple(events), outer.get("PRODID"), outer.get("CALSCALE"))


def _event(properties: list[tuple[str, str, str]], limit: int) -> Event:
    values = {name: _plain(value) for name, _, value in reversed(properties)}
    html = next((_plain(v) for n, p, v in properties if n == "X-ALT-DESC" or "FMTTYPE=TEXT/HTML" in p), None)
    return Event(
        values.get("DESCRIPTION"),
        html,
        values.get("SUMMARY"),
        tuple(_links(values, html, limit))[:limit],
        tuple(KeyValue(name, _plain(value)) for name, _, value in properties),
    )


def _links(values: dict[str, str], html: str | None, limit: int) -> Iterator[Link]:
    if html:
        from unhook.message.body.html import document

        yield from document(html).links
    for place in ("DESCRIPTION", "LOCATION"):
        text = values.get(place, "")
        for (start, end), target in urls(text, limit):
            yield Link(target, display_text=text[start:end], visible=True, parser="plain")
    own = url.parse(values.get("URL", ""))
    if own is not None:
        yield Link(own, display_text=values["URL"], visible=True, parser="plain")


def _plain(value: str) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _calendar(name: str) -> Function:
    @function(name, remember=True, cost=500)
    def parse_ics(run: Run, file: Attachment) -> CalendarFile:
        return read(as_text(file.raw[: run.limits.text_chars]), run.limits.links)

    return parse_ics


FUNCTIONS = (_calendar("file.parse_ics"), _calendar("beta.file.parse_ics"))

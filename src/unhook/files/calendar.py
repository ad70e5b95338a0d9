"""The events of a calendar file (RFC 5545)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from unhook.files import content_lines
from unhook.files.content_lines import Block
from unhook.links import url
from unhook.message.body.linkify import urls
from unhook.message.model import Link

MAX_EVENTS = 500


@dataclass(frozen=True, slots=True)
class Property:
    """A property's name in upper case and its value, parameters left out."""

    key: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT (section 3.6.1). `description_html` is its HTML alternative; `links` stand in either, or in
    its URL property; `raw_properties` are all properties, those of its alarms last.
    """

    description: str | None = None
    description_html: str | None = None
    summary: str | None = None
    links: tuple[Link, ...] = ()
    raw_properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar file: PRODID and CALSCALE (section 3.7), and its events in order."""

    events: tuple[Event, ...] = ()
    product_id: str | None = None
    scale: str | None = None


def read(text: str, links: int) -> CalendarFile:
    """Read a calendar as tolerantly as mail programs do; at most `links` links an event."""
    file = content_lines.read(text)
    found = islice((block for block in file.walk() if block.type == "VEVENT"), MAX_EVENTS)
    outer = {
        line.name: line.value.strip()
        for block in file.walk()
        if block.type in ("", "VCALENDAR")
        for line in reversed(block.lines)
    }
    return CalendarFile(
        tuple(event(each, links) for each in found), outer.get("PRODID"), outer.get("CALSCALE")
    )


def event(block: Block, limit: int) -> Event:
    """A component that has what an event has; at most `limit` links."""
    lines = tuple(block.all_lines())
    values = {line.name: line.text for line in reversed(lines)}
    html = next((line.text for line in lines if line.name == "X-ALT-DESC" or _is_html(line.parameters)), None)
    return Event(
        values.get("DESCRIPTION"),
        html,
        values.get("SUMMARY"),
        tuple(islice(_links(values, html, limit), limit)),
        tuple(Property(line.name, line.text) for line in lines),
    )


def _is_html(parameters: str) -> bool:
    return "FMTTYPE=TEXT/HTML" in parameters.upper()


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

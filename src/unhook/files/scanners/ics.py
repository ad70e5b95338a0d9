"""Calendar files and invitations: who invites whom, to what, with which links and attachments."""

import base64
import binascii
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote

from unhook.files import calendar, content_lines, plain
from unhook.files.content_lines import Block, Line
from unhook.files.model import Child, Fault, Found, Reference, Text
from unhook.files.scanner import Sample, Scanner
from unhook.message import mdm
from unhook.message.header.addresses import email_address
from unhook.message.model import Mailbox

_LINKS_PER_EVENT = 200


def scan(sample: Sample) -> Found:
    """`Found.record["ics"]`: each VCALENDAR's components, in the shape of `mql.library.explode.Calendars`."""
    file = content_lines.read(plain.text(sample.data, sample.limits.text_chars))
    calendars = [block for block in file.walk() if block.type == "VCALENDAR"]
    blocks = [each for one in calendars for each in one.blocks]
    if not calendars:
        # Programs open an event without a calendar around it, too.
        calendars, blocks = [file], list(file.blocks)
        if not blocks:
            return Found()
    events = [calendar.event(each, _LINKS_PER_EVENT) for each in blocks[: calendar.MAX_EVENTS]]
    links = dict.fromkeys(
        link.href_url.url for event in events for link in event.links if link.href_url is not None
    )
    attached = [line for block in blocks for line in block.lines if line.name == "ATTACH"]
    links |= dict.fromkeys(
        line.value for line in attached if line.value.lower().startswith(("http:", "https:"))
    )
    words = [word for event in events for word in (event.summary, event.description) if word]
    return Found(
        record={
            "ics": {
                "calendars": [
                    {"components": [_component(each) for each in one.blocks[: calendar.MAX_EVENTS]]}
                    for one in calendars
                ]
            }
        },
        children=tuple(islice(_children(events, attached), sample.limits.files)),
        references=tuple(Reference(link, "calendar") for link in links)[: sample.limits.references],
        texts=(Text("\n".join(words)[: sample.limits.text_chars]),) if words else (),
        faults=(Fault("limit:names", "events"),) if len(blocks) > calendar.MAX_EVENTS else (),
    )


def _component(block: Block) -> dict[str, Any]:
    values = {line.name: line.text for line in reversed(block.lines)}
    return {
        "type": block.type,
        "uid": values.get("UID"),
        "summary": values.get("SUMMARY"),
        "description": values.get("DESCRIPTION"),
        "organizers": [_party(line) for line in block.lines if line.name == "ORGANIZER"],
        "attendees": [_party(line) for line in block.lines if line.name == "ATTENDEE"],
        "attachments": [_attachment(line) for line in block.lines if line.name == "ATTACH"],
    }


def _party(line: Line) -> dict[str, Any]:
    value = line.value.strip()
    address = unquote(value[7:].partition("?")[0]) if value[:7].lower() == "mailto:" else value
    return {"mailbox": mdm.plain(Mailbox(line.parameter("CN"), email_address(address)))}


def _attachment(line: Line) -> dict[str, Any]:
    return {"type": "binary"} if _is_binary(line) else {"type": "uri", "uri": line.value.strip()}


def _is_binary(line: Line) -> bool:
    return (line.parameter("VALUE") or "").upper() == "BINARY"


def _children(events: list[calendar.Event], attached: list[Line]) -> Iterator[Child]:
    for number, event in enumerate(events, 1):
        if event.description_html:
            data = event.description_html.encode("utf-8", "replace")
            yield Child(data, f"event {number}.html", "event text", "text/html")
    for line in attached:
        if _is_binary(line):
            name = line.parameter("FILENAME") or line.parameter("X-FILENAME")
            try:
                yield Child(base64.b64decode(line.value), name, "attachment", line.parameter("FMTTYPE"))
            except (binascii.Error, ValueError):
                continue


SCANNER = Scanner("ics", scan, kinds=frozenset({"ics"}), extensions=frozenset({"ics", "ical", "vcs"}))

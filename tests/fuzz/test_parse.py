"""Random and mutated messages: nothing raises, every place lies in the message, limits hold."""

import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from unhook.context import Context
from unhook.limits import DEFAULT, Limits
from unhook.message import parse
from unhook.message.locate import locate
from unhook.message.mdm import as_json
from unhook.message.model import Message
from unhook.message.offsets import Span
from unhook.message.part import Part

from .mails import messages, mutated

TIGHT = Limits(
    header_bytes=400,
    header_fields=6,
    field_bytes=80,
    mime_depth=2,
    mime_parts=4,
    embedded_depth=1,
    decoded_bytes=300,
    html_bytes=200,
    html_depth=5,
    text_chars=100,
    addresses=2,
    hops=2,
    links=2,
    threads=2,
    attachments=1,
    defects=5,
)
PATHS = (
    "subject.subject",
    "subject.base",
    "sender.email.email",
    "sender.display_name",
    "recipients.to[0].email.email",
    "headers.reply_to[0]",
    "headers.hops[0].fields[0].value",
    "body.current_thread.text",
    "body.previous_threads[0].text",
    "body.html.raw",
    "body.html.display_text",
    "body.plain.raw",
    "body.links[0].href_url.url",
    "body.links[0].display_text",
    "attachments[0].file_name",
)


@settings(settings.get_profile("fuzz"))
@given(st.one_of(messages(), mutated(), st.binary(max_size=2000)))
def test_any_bytes_become_a_message(raw: bytes) -> None:
    message = parse(raw)
    check(message, DEFAULT)
    assert message == parse(raw)


@settings(settings.get_profile("fuzz"))
@given(st.one_of(messages(), mutated()))
def test_tight_limits_hold_and_are_named(raw: bytes) -> None:
    message = parse(raw, Context(limits=TIGHT))
    check(message, TIGHT)
    assert len(message.headers.fields) <= TIGHT.header_fields
    assert len(message.attachments) <= TIGHT.attachments
    assert len(message.body.links) <= TIGHT.links
    assert len(message.headers.hops) <= TIGHT.hops
    assert len(message.envelope) <= TIGHT.embedded_depth
    assert message.truncated == any(each.limit and each.limit != "defects" for each in message.defects)


def check(message: Message, limits: Limits) -> None:
    size = len(message.raw)
    json.dumps(as_json(message))
    assert message.structure is not None
    assert all(0 <= low <= high <= size for low, high in places(message, message.structure))
    assert sum(1 for each in message.defects if not each.limit) <= limits.defects
    assert all(each.limit is None or hasattr(limits, each.limit) for each in message.defects)
    for path in PATHS:
        for span in (None, (0, 1), (3, 50)):
            place = locate(message, path, span)
            assert place is None or 0 <= place[0] <= place[1] <= size, path


def places(message: Message, part: Part) -> Iterator[Span]:
    yield part.header
    yield part.body
    for child in part.children:
        yield from places(message, child)
    if not part.path:
        yield from (each.span for each in message.headers.fields)
        yield from (each.span for each in message.defects if each.span)

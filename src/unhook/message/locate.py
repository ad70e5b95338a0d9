"""From a model path and a range in its text to the bytes of the raw message that hold it.

Only called for what is shown to a person, so it may look at the message again.
"""

import re
from collections.abc import Sequence

from unhook.message.field_place import of_text, of_value
from unhook.message.mime.text import TextPart
from unhook.message.model import Attachment, Hop, Link, Mailbox, Message
from unhook.message.offsets import Span

_STEP = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:\[(\d*)\])?")

# Which header field each single-field path is read from.
_FIELD_OF = {
    "date": "date",
    "date_original_offset": "date",
    "delivered_to": "delivered-to",
    "in_reply_to": "in-reply-to",
    "mailer": "x-mailer",
    "message_id": "message-id",
    "references": "references",
    "return_path": "return-path",
    "x_authenticated_domain": "x-authenticated-domain",
    "x_authenticated_sender": "x-authenticated-sender",
    "x_client_ip": "x-client-ip",
    "x_originating_ip": "x-originating-ip",
    "x_sender": "x-sender",
    "x_secure_server_account": "x-secureserver-acct",
    "auth_summary": "authentication-results",
    "domains": "received",
    "ips": "received",
}
_UNSTRUCTURED = frozenset({"message_id", "in_reply_to", "mailer", "x_secure_server_account"})
_FIELD_OF_HOP = {
    "received": "received",
    "received_spf": "received-spf",
    "authentication_results": "authentication-results",
    "signature": "dkim-signature",
}

_Step = tuple[str, int]


def locate(message: Message, field: str, span: Span | None = None) -> Span | None:
    """The bytes of `message.raw` for `span` (characters) of the value at `field`.

    `field` is a path as in `Evidence.field`: `body.links[2].href_url.url`. Without `span`
    the place of the whole value. None when the path has no place (lists, computed facts).
    """
    steps = [(match[1].rstrip("_"), int(match[2] or 0)) for match in _STEP.finditer(field)]
    if not steps:
        return None
    (first, _), rest = steps[0], steps[1:]
    match first:
        case "subject":
            return _subject(message, rest, span)
        case "sender":
            return _mailbox(message, message.sender, rest, span) or _header(message, "from", span)
        case "recipients" | "mailbox":
            return _recipients(message, rest, span)
        case "headers":
            return _headers(message, rest, span)
        case "body":
            return _body(message, rest, span)
        case "attachments":
            return _attachment(message, steps[0][1], rest)
    return None


def _subject(message: Message, rest: Sequence[_Step], span: Span | None) -> Span | None:
    shown = message.subject.subject or ""
    base = message.subject.base or ""
    if rest and rest[0][0] == "base" and base:
        shift = max(0, shown.rfind(base))
        span = (shift + span[0], shift + span[1]) if span else (shift, shift + len(base))
    return _header(message, "subject", span)


def _header(message: Message, name: str, span: Span | None) -> Span | None:
    fields = message.headers.fields
    found = next((each for each in fields if each.name.lower() == name), None)
    return of_value(message.raw, found, span) if found else None


def _mailbox(message: Message, box: Mailbox, rest: Sequence[_Step], span: Span | None) -> Span | None:
    """Part of a mailbox: its address, a piece of that, or its name where it stands literally."""
    if box.span is None or box.span[0] >= box.span[1]:
        return None
    names = [name for name, _ in rest]
    wanted: str | None = None
    if names[:1] == ["display_name"]:
        wanted = box.display_name
    elif names[:1] == ["email"]:
        wanted = box.email.email
        if names[1:2] == ["local_part"]:
            wanted = box.email.local_part
        elif names[1:2] == ["domain"] and box.email.domain:
            wanted = str(getattr(box.email.domain, (names[2:] or ["domain"])[0], "") or "")
    return of_text(message.raw, box.span, wanted, span)


def _recipients(message: Message, rest: Sequence[_Step], span: Span | None) -> Span | None:
    if not rest or rest[0][0] not in ("to", "cc", "bcc"):
        return _header(message, "to", None)
    (name, index), rest = rest[0], rest[1:]
    boxes: tuple[Mailbox, ...] = getattr(message.recipients, name)
    if index < len(boxes) and (found := _mailbox(message, boxes[index], rest, span)):
        return found
    return _header(message, name, None)


def _headers(message: Message, rest: Sequence[_Step], span: Span | None) -> Span | None:
    if not rest:
        return None
    (name, index), rest = rest[0], rest[1:]
    if name == "hops":
        hops = message.headers.hops
        return _hop(message, hops[index], rest, span) if index < len(hops) else None
    if name == "reply_to":
        boxes = message.headers.reply_to
        found = _mailbox(message, boxes[index], rest, span) if index < len(boxes) else None
        return found or _header(message, "reply-to", None)
    if name == "fields":
        fields = message.headers.fields
        return of_value(message.raw, fields[index], span) if index < len(fields) else None
    if name in _UNSTRUCTURED:
        found = _header(message, _FIELD_OF[name], span)
        return found or (_header(message, "user-agent", span) if name == "mailer" else None)
    known = _FIELD_OF.get(name)
    whole = _header(message, known, None) if known else None
    if known == "authentication-results":
        whole = _trusted_results(message) or whole
    return (
        of_text(message.raw, whole, _text_at(getattr(message.headers, name), rest), span) if whole else None
    )


def _trusted_results(message: Message) -> Span | None:
    """The Authentication-Results field of the server that the summary rests on."""
    server = (message.headers.auth_summary.server or "").lower()
    for each in message.headers.fields:
        if each.name.lower() == "authentication-results" and server and server in each.value.lower():
            return of_value(message.raw, each, None)
    return None


def _text_at(value: object, rest: Sequence[_Step]) -> str | None:
    """The text that a path ends in, below a model object."""
    for name, index in rest:
        value = getattr(value, name, getattr(value, f"{name}_", None))
        if isinstance(value, tuple):
            value = value[index] if index < len(value) else None
    return value if isinstance(value, str) else None


def _hop(message: Message, hop: Hop, rest: Sequence[_Step], span: Span | None) -> Span | None:
    if not rest:
        spans = [each.span for each in hop.fields]
        return (min(spans)[0], max(spans)[1]) if spans else None
    name, index = rest[0]
    if name == "fields":
        if index >= len(hop.fields):
            return None
        field = hop.fields[index]
        if rest[1:] and rest[1][0] == "name":
            return field.span[0], field.span[0] + len(field.name)
        return of_value(message.raw, field, span)
    wanted = _FIELD_OF_HOP.get(name, "")
    found = (
        next((each for each in hop.fields if each.name.lower().endswith(wanted)), None) if wanted else None
    )
    if found is None:
        return None
    return of_text(message.raw, of_value(message.raw, found, None), _text_at(hop, rest), span)


def _body(message: Message, rest: Sequence[_Step], span: Span | None) -> Span | None:
    body = message.body
    if not rest:
        return None
    (name, index), rest = rest[0], rest[1:]
    match name:
        case "current_thread" | "previous_threads":
            threads = body.previous_threads if name == "previous_threads" else (body.current_thread,)
            if index >= len(threads):
                return None
            thread = threads[index]
            if rest and rest[0][0] == "links":
                return _link(message, thread.links, rest, span)
            low, high = thread.text_span
            if rest and rest[0][0] == "text" and span:
                low, high = min(low + span[0], high), min(low + span[1], high)
            return body.text_map.raw(low, high) if body.text_map and high > low else None
        case "links":
            return _link(message, body.links, [(name, index), *rest], span)
        case "html":
            return _html(message, rest, span)
        case "plain":
            return _source(message.plain_source, span if rest else None)
    return None


def _html(message: Message, rest: Sequence[_Step], span: Span | None) -> Span | None:
    html, source = message.body.html, message.html_source
    if html is None or source is None:
        return None
    name, index = rest[0] if rest else ("raw", 0)
    if name == "links":
        return _link(message, html.links, rest, span)
    if name == "hidden_text" and index < len(html.hidden_spans):
        return source.to_raw(*html.hidden_spans[index])
    if name == "raw":
        return _source(source, span)
    if name == "display_text" and span and message.body.text_map and message.body.text == html.display_text:
        return message.body.text_map.raw(*span)
    return _source(source, None)


def _link(message: Message, links: Sequence[Link], rest: Sequence[_Step], span: Span | None) -> Span | None:
    """A link: its visible text by the body's map, anything else by the element that holds it."""
    index = rest[0][1]
    if index >= len(links):
        return None
    link = links[index]
    if link.attachment is not None:
        return _attachment(message, link.attachment, ())
    shown = len(rest) > 1 and rest[1][0] in ("display_text", "display_url")
    if shown and link.text_span and message.body.text_map and link.text_span[1] > link.text_span[0]:
        low, high = link.text_span
        if span and rest[1][0] == "display_text":
            low, high = min(low + span[0], high), min(low + span[1], high)
        return message.body.text_map.raw(low, high)
    source = message.plain_source if link.element == "plain" else message.html_source
    return source.to_raw(*link.span) if source and link.span else None


def _source(source: TextPart | None, span: Span | None) -> Span | None:
    return source.to_raw(*(span or (0, len(source.text)))) if source else None


def _attachment(message: Message, index: int, rest: Sequence[_Step]) -> Span | None:
    if index >= len(message.attachments):
        return None
    attachment: Attachment = message.attachments[index]
    part = attachment.part
    if part is None:
        return None
    name = rest[0][0] if rest else ""
    if name in ("file_name", "file_extension", "content_type", "content_id", "content_disposition"):
        value = getattr(attachment, name)
        return of_text(message.raw, part.header, value if isinstance(value, str) else None, None)
    return part.body

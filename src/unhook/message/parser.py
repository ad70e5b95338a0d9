"""Bytes to `Message`: the parts of this package in order. Content never raises."""

from dataclasses import dataclass

from unhook.context import Context
from unhook.limits import Limits
from unhook.message.body import body
from unhook.message.container import report
from unhook.message.defects import DefectLog
from unhook.message.header import direction
from unhook.message.header import section as headers
from unhook.message.mime import layout, text
from unhook.message.mime import structure as mime
from unhook.message.mime.content import Content
from unhook.message.mime.structure import Structure
from unhook.message.mime.text import TextPart
from unhook.message.model import Attachment, Message


@dataclass(frozen=True, slots=True)
class _Opened:
    """A mail's entities, decoded; its header and body not yet understood."""

    raw: bytes
    structure: Structure
    html: TextPart | None
    plain: TextPart | None
    attachments: tuple[Attachment, ...]
    log: DefectLog


def parse(raw: bytes, context: Context | None = None) -> Message:
    """Read one message (RFC 5322), whatever state it is in.

    An Outlook message is rebuilt first; a report (ARF, X-ARF) or a bare forward is opened, up to
    `Limits.embedded_depth` times: the result is the mail inside, its `raw` the inner bytes,
    `envelope` how it was reached and `carrier` the outermost mail. All ranges count bytes of
    the result's `raw`.
    """
    context = context or Context()
    limits = context.limits
    envelope: list[str] = []
    rebuilt = report.as_rfc5322(raw)
    if rebuilt is not None and rebuilt is not raw:
        envelope.append(report.OUTLOOK)
    outer = opened = _open(rebuilt or raw, limits)
    if rebuilt is None:
        opened.log.add("unreadable-outlook-message")
    while inner := report.carried(opened.structure, opened.attachments, opened.html, opened.plain):
        if len(envelope) >= limits.embedded_depth:
            opened.log.reach("embedded_depth")
            break
        envelope.append(inner.kind)
        opened = _open(inner.raw, limits)
    carrier = _assembled(outer, context) if outer is not opened else None
    return _assembled(opened, context, tuple(envelope), carrier)


def _open(raw: bytes, limits: Limits) -> _Opened:
    log = DefectLog(limits)
    if len(raw) > limits.message_bytes:
        log.reach("message_bytes", str(len(raw)))
        raw = raw[: limits.message_bytes]
    structure = mime.parse(raw, limits, log)
    shown = layout.lay_out(structure.root)
    content = Content(raw, limits, log)
    html, plain = content.html(shown.html), content.plain(shown.plain)
    if html is None and plain is not None and text.is_markup(plain.text):
        log.add("html-declared-plain", span=plain.part.body)
        html, plain = plain, None
    return _Opened(raw, structure, html, plain, content.attachments(shown.attached), log)


def _assembled(
    opened: _Opened, context: Context, envelope: tuple[str, ...] = (), carrier: Message | None = None
) -> Message:
    log = opened.log
    header = headers.build(opened.structure.fields, context)
    log.extend(header.defects)
    content, defects = body.build(opened.html, opened.plain, context.limits)
    log.extend(defects)
    kind = direction.direction(header.sender, header.recipients, context)
    return Message(
        sender=header.sender,
        recipients=header.recipients,
        subject=header.subject,
        headers=header.headers,
        body=content,
        attachments=opened.attachments,
        type=kind,
        mailbox=direction.mailbox(header.recipients, header.headers.delivered_to, kind, context),
        raw=opened.raw,
        structure=opened.structure.root,
        defects=log.all(),
        envelope=envelope,
        carrier=carrier,
        truncated=log.cut,
        html_source=opened.html,
        plain_source=opened.plain,
    )

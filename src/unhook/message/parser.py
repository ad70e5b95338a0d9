"""Bytes to `Message`: the parts of this package in order. Content never raises."""

from unhook.context import Context
from unhook.message import body, direction, headers, layout, mime, report
from unhook.message.content import Content
from unhook.message.defects import DefectLog
from unhook.message.model import Message


def parse(raw: bytes, context: Context | None = None) -> Message:
    """Read one message (RFC 5322), whatever state it is in.

    An Outlook message is rebuilt first; a report (ARF, X-ARF) or a bare forward is opened, up to
    `Limits.embedded_depth` times: the result is the mail inside, its `raw` the inner bytes
    and `envelope` how it was reached. All ranges count bytes of the result's `raw`.
    """
    context = context or Context()
    limits = context.limits
    envelope: list[str] = []
    rebuilt = report.as_rfc5322(raw)
    if rebuilt is not raw and rebuilt is not None:
        raw = rebuilt
        envelope.append(report.OUTLOOK)
    while True:
        log = DefectLog(limits)
        if rebuilt is None:
            log.add("unreadable-outlook-message")
        if len(raw) > limits.message_bytes:
            log.reach("message_bytes", str(len(raw)))
            raw = raw[: limits.message_bytes]
        structure = mime.parse(raw, limits, log)
        shown = layout.lay_out(structure.root)
        content = Content(raw, limits, log)
        html, plain = content.html(shown.html), content.plain(shown.plain)
        attachments = content.attachments(shown.attached)
        inner = report.carried(structure.root, structure.fields, attachments, html, plain)
        if inner is None:
            break
        if len(envelope) >= limits.embedded_depth:
            log.reach("embedded_depth")
            break
        envelope.append(inner.kind)
        raw = inner.raw
    header = headers.build(structure.fields, context)
    log.extend(header.defects)
    text, defects = body.build(html, plain, limits)
    log.extend(defects)
    kind = direction.direction(header.sender, header.recipients, context)
    return Message(
        sender=header.sender,
        recipients=header.recipients,
        subject=header.subject,
        headers=header.headers,
        body=text,
        attachments=attachments,
        type=kind,
        mailbox=direction.mailbox(header.recipients, header.headers.delivered_to, kind, context),
        raw=raw,
        structure=structure.root,
        defects=log.all(),
        envelope=tuple(envelope),
        truncated=log.cut,
        html_source=html,
        plain_source=plain,
    )

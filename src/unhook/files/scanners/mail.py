"""Mails as files: `.eml`, Outlook's `.msg`, mailboxes (mbox)."""

import io

from unhook.files.model import Child, Fault, Found, Reference, Text
from unhook.files.scanner import Sample, Scanner
from unhook.message import parse
from unhook.message.container import mbox, report
from unhook.message.model import Message


def scan(sample: Sample) -> Found:
    """Attachments and bodies as children, links as references, the text that a person reads."""
    if mbox.is_mbox(sample.data):
        return _mailbox(sample)
    if report.as_rfc5322(sample.data) is None:
        return Found(faults=(Fault("damaged", "Outlook message"),))
    opened = parse(sample.data)
    # The mail that a bare forward carries is a child like any other.
    message = opened.carrier or opened
    links = [link.href_url.url for link in message.body.links if link.href_url]
    words = "\n".join(filter(None, (message.subject.subject, message.body.text)))
    reached = {each.limit for each in message.defects if each.limit}
    return Found(
        children=(*_bodies(message), *_attachments(message))[: sample.limits.files],
        references=tuple(Reference(url, "mail") for url in dict.fromkeys(links))[: sample.limits.references],
        texts=(Text(words[: sample.limits.text_chars]),) if words else (),
        faults=tuple(Fault(f"limit:{limit}", "mail") for limit in sorted(reached)),
    )


def _bodies(message: Message) -> tuple[Child, ...]:
    found = []
    for source, name in ((message.html_source, "body.html"), (message.plain_source, "body.txt")):
        if source is not None:
            found.append(
                Child(source.text.encode("utf-8", "replace"), name, "mail body", source.part.content_type)
            )
    return tuple(found)


def _attachments(message: Message) -> tuple[Child, ...]:
    return tuple(
        Child(each.raw, each.file_name, "attachment", each.content_type) for each in message.attachments
    )


def _mailbox(sample: Sample) -> Found:
    children: list[Child] = []
    faults: tuple[Fault, ...] = ()
    for number, raw in enumerate(mbox.split(io.BytesIO(sample.data), sample.limits.file_bytes), 1):
        if number > sample.limits.files:
            faults = (Fault("limit:files", "mailbox"),)
            break
        children.append(Child(raw, f"{number}.eml", "mail in a mailbox", "message/rfc822"))
    return Found(children=tuple(children), faults=faults)


SCANNER = Scanner(
    "mail",
    scan,
    kinds=frozenset({"eml", "msg"}),
    extensions=frozenset({"eml", "msg", "mbox", "mbx", "mht", "mhtml"}),
)

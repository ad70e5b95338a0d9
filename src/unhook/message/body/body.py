"""The body: its HTML and its plain text read together, links gathered, conversation cut."""

from collections.abc import Iterable
from dataclasses import replace

from unhook.limits import Limits
from unhook.links.model import Ip
from unhook.message.body import html as documents
from unhook.message.body import hyperlinks, threads
from unhook.message.body import plain as plain_text
from unhook.message.body.model import Body, BodyText, Html, Link
from unhook.message.body.walk import Mark
from unhook.message.mime.text import TextPart
from unhook.message.offsets import TextMap
from unhook.message.part import Defect


def build(html: TextPart | None, plain: TextPart | None, limits: Limits) -> tuple[Body, tuple[Defect, ...]]:
    """Read a message's body text. Either part, or both, may be missing.

    `Body.text` is the HTML's display text, unless it is empty and there is plain text.
    """
    document: Html | None = None
    text, text_map = "", None
    marks: tuple[Mark, ...] = ()
    links: list[Link] = []
    defects: list[Defect] = []
    if html is not None:
        reading = documents.read(html.text, limits, html.charset, html.transfer_encoding)
        document, marks = reading.html, reading.marks
        text, text_map = document.display_text, TextMap(reading.runs, html.to_raw)
        links += document.links
        defects += reading.defects
    if plain is not None:
        shown, runs = plain_text.shown(plain)
        if len(shown) > limits.text_chars:
            shown = shown[: limits.text_chars]
            defects.append(Defect("text-cut", "plain text", limit="text_chars"))
        plain_map = TextMap(runs, plain.to_raw)
        is_body = not text.strip()
        if is_body:
            text, text_map = shown, plain_map
        known = {link.href_url.url for link in links if link.href_url}
        written = hyperlinks.plain(shown, known, limits.links - len(links), plain_map.source)
        links += written if is_body else (replace(link, text_span=None) for link in written)
    if len(links) >= limits.links and not any(defect.limit == "links" for defect in defects):
        defects.append(Defect("links-cut", limit="links"))
    defects += hyperlinks.cut(links)
    conversation = threads.split(text, links, marks, limits)
    body = Body(
        plain=BodyText(plain.text, plain.charset, plain.transfer_encoding) if plain else None,
        html=document,
        current_thread=conversation.current,
        previous_threads=conversation.previous,
        links=tuple(links),
        ips=_ips(links),
        text=text,
        text_map=text_map,
    )
    return body, (*defects, *conversation.defects)


def _ips(links: Iterable[Link]) -> tuple[Ip, ...]:
    """The addresses that links lead to, each once."""
    found = {link.href_url.ip.ip: link.href_url.ip for link in links if link.href_url and link.href_url.ip}
    return tuple(found.values())

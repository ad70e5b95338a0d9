"""A message with what was found in its files: their links, and their words where it has hardly any itself.

A new value; the message as it came is `Message.bare` of it. Rules that were written for the public model
("few links", "a short text") are asked about that one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from unhook.files.capabilities import LIBRARIES
from unhook.files.model import Fault, Found, Node, Tree
from unhook.limits import Limits
from unhook.links import url
from unhook.message.model import Link, Message
from unhook.message.part import Defect

HARDLY = 25
"""A text of fewer words leaves it to the mail's files to speak."""
ENOUGH = 5
"""Words that a file must have to speak."""
_LINK_SCHEMES = ("http", "https", "ftp", "mailto", "tel")

_PARSERS = {
    "pdf": "pdf", "rtf": "office", "html": "html", "svg": "html", "lnk": "shortcut", "url": "shortcut",
    "ics": "calendar", "vcf": "calendar", "eml": "mail", "msg": "mail",
    **dict.fromkeys(("doc", "docx", "docm", "xls", "xlsx", "xlsm", "xlsb", "ppt", "pptx", "pptm"), "office"),
}  # fmt: skip
_CODES = frozenset({"qr", "code"})


def joined(message: Message, trees: Sequence[Tree], limits: Limits, own: Sequence[Found] = ()) -> Message:
    """The message with its files' links, words and what kept them from being read.

    Links stand behind the mail's own, each URL of an attachment once, with `parser` and `attachment` saying
    where they are from; those of the threads stay as they are. The words stand behind the text of the
    current thread, whose `text_span` still tells the mail's own. The message itself if nothing comes of it.
    `own`: the codes that the message shows without a picture of them.
    """
    known = frozenset(link.href_url.url for link in message.body.links if link.href_url)
    room = max(0, limits.links - len(message.body.links))
    found = list(islice(chain(_codes(own), _links(trees, known)), room + 1))
    defects = [defect for tree in trees for defect in _gaps(tree)]
    if len(found) > room:
        defects.append(Defect("links-cut", "links of files", limit="links"))
    words = _words(trees) if says_hardly_anything(message) else ""
    if not found and not defects and not words:
        return message
    thread = message.body.current_thread
    if words:
        text = f"{thread.text}\n\n{words}".lstrip()[: limits.text_chars]
        thread = replace(thread, text=text)
    body = replace(message.body, links=(*message.body.links, *found[:room]), current_thread=thread)
    return replace(message, body=body, defects=(*message.defects, *defects), bare=message)


def says_hardly_anything(message: Message) -> bool:
    """Whether it leaves it to its files to speak."""
    return len(message.body.current_thread.text.split()) < HARDLY


def speaks(tree: Tree) -> bool:
    """Whether the file has words of its own, which nobody must recognise on pictures."""
    return len(_said(tree, "text").split()) >= ENOUGH


def _said(tree: Tree, how: str) -> str:
    texts = (text for node in tree.nodes for text in node.found.texts)
    return "\n\n".join(text.text for text in texts if text.how == how).strip()


def _codes(own: Sequence[Found]) -> Iterator[Link]:
    urls = dict.fromkeys(reference.url for found in own for reference in found.references)
    for parsed in map(url.parse, urls):
        if parsed and parsed.scheme in _LINK_SCHEMES:
            yield Link(parsed, parser="qr", element="code")


def _links(trees: Sequence[Tree], own: frozenset[str]) -> Iterator[Link]:
    for index, tree in enumerate(trees):
        seen: set[tuple[str, str]] = set()
        for node in tree.nodes:
            for reference in node.found.references:
                parser = _parser(tree, node, reference.how)
                parsed = url.parse(reference.url)
                if parsed is None or parsed.scheme not in _LINK_SCHEMES:
                    continue
                if (key := (parsed.url, parser)) not in seen and (parsed.url not in own or parser == "qr"):
                    seen.add(key)
                    yield Link(parsed, parser=parser, element="file", attachment=index)


def _parser(tree: Tree, node: Node, how: str) -> str:
    """Where a link is from: a code, else the kind of file whose page or picture it stands on."""
    if how in _CODES:
        return "qr"
    if how == "ocr":
        return "ocr"
    return _PARSERS.get(node.kind) or (
        _parser(tree, tree.nodes[node.parent], how) if node.parent is not None else "file"
    )


def _words(trees: Sequence[Tree]) -> str:
    """What a person reads in the files: their text, else what was recognised on their pictures."""
    said = (_said(tree, "text" if speaks(tree) else "ocr") for tree in trees)
    return "\n\n".join(words for words in said if len(words.split()) >= ENOUGH)


def _gaps(tree: Tree) -> Iterator[Defect]:
    """One defect for each way in which the file was not read; a library that is not installed is none."""
    seen: set[str] = set()
    faults = [*tree.faults, *(fault for node in tree.nodes for fault in node.found.faults)]
    for fault in faults:
        code = _code(fault)
        if code and code not in seen:
            seen.add(code)
            yield Defect(code, tree.nodes[0].name or tree.nodes[0].kind)


_LIBRARIES = frozenset({"libmagic", "libarchive"}) | {
    module for modules in LIBRARIES.values() for module in modules
}


def _code(fault: Fault) -> str | None:
    if fault.name == "encrypted":
        return "file-locked"
    if fault.name.startswith("limit:"):
        return "file-too-large"
    return None if fault.name == "unsupported" and fault.detail in _LIBRARIES else "file-unread"

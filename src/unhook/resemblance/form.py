"""What a mail looks like besides its words: parts, tags, link addresses without their hosts, pages in it."""

import re
from collections.abc import Iterator
from itertools import islice

from unhook.limits import RESEMBLANCE
from unhook.links.model import Url
from unhook.message.model import Message

SHINGLE = 4
_OPENING = re.compile(r"<(?:!--|([a-z][a-z0-9:]{0,20}))", re.IGNORECASE)
_NOT_SHOWN = {"style": "</style", "script": "</script"}
_PAGES = frozenset({"html", "svg"})
_TOKEN = re.compile(r"\d|%|@|[^/]{20}")


def traits(message: Message) -> frozenset[str]:
    """Everything of its form, each as a text: a set of its own beside the words."""
    html = message.body.html
    found = set(_links(message))
    if html is not None:
        found.update(f"tags {each}" for each in _tags(html.raw))
        found.update(f"input {each}" for each in html.inputs)
    for file in message.attachments[: RESEMBLANCE.files]:
        found.add(f"file {file.kind} {file.content_disposition or ''}")
        if file.file_type in _PAGES:
            page = file.raw[: RESEMBLANCE.html_chars].decode("latin-1")
            found.update(f"page {each}" for each in _tags(page))
    return frozenset(found)


def _tags(source: str) -> Iterator[str]:
    """Runs of neighbouring tags; repeats of one run count once, however long a table is."""
    names = list(islice(_names(source[: RESEMBLANCE.html_chars].lower()), RESEMBLANCE.tags))
    return (" ".join(names[at : at + SHINGLE]) for at in range(max(1, len(names) - SHINGLE + 1)))


def _names(source: str) -> Iterator[str]:
    place = 0
    while (match := _OPENING.search(source, place)) is not None:
        name = match[1]
        if name:
            yield name
        end = "-->" if name is None else _NOT_SHOWN.get(name)
        # What is never closed hides all that follows, as in a browser.
        place = match.end() if end is None else source.find(end, match.end())
        if place < 0:
            return


def _links(message: Message) -> Iterator[str]:
    for link in message.body.links[: RESEMBLANCE.links]:
        if link.target_url is not None:
            yield f"link {_shape(link.target_url)}"


def _shape(url: Url) -> str:
    """A link's address without what changes from one recipient or host to the next."""
    path = "/".join("*" if _TOKEN.search(part) else part.lower() for part in (url.path or "/").split("/"))
    names = ",".join(sorted("*" if _TOKEN.search(name) else name for name in url.query_params_decoded or ()))
    return f"{url.scheme or ''} {path} {names} {'#' if url.fragment else ''}"

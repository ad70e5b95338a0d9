"""A kept page as the broker that would have served it: nothing else answers, and nothing leaves."""

from itertools import pairwise
from urllib.parse import quote, urldefrag, urljoin

from unhook.pages.broker import Answer
from unhook.pages.saved.model import Resource, Saved
from unhook.pages.served import DOCUMENT, Served


def served(saved: Saved) -> Served:
    """The page at the address by which it was asked for, its redirects, and what was kept beside it. One that
    was found nowhere stands at an address that nobody holds.
    """
    place = saved.url or DOCUMENT
    answers: dict[str, Answer] = {}
    for resource in saved.resources:
        if resource.method == "GET":
            address = resource.url if "://" in resource.url else urljoin(place, quote(resource.url))
            answers.setdefault(urldefrag(address).url, _kept(resource))
    way = [*saved.redirects, place]
    for here, there in pairwise(way):
        answers[urldefrag(here).url] = Answer(status=302, headers={"location": there})
    kind = "image/svg+xml" if saved.name.lower().endswith(".svg") else "text/html"
    charset = f"; charset={saved.charset}" if saved.charset else ""
    page = Answer(saved.html, saved.status or 200, {"content-type": kind + charset})
    return Served(way[0], {**answers, urldefrag(place).url: page})


def _kept(resource: Resource) -> Answer:
    headers = {"access-control-allow-origin": "*"}
    if resource.media_type:
        headers["content-type"] = resource.media_type
    return Answer(resource.data, resource.status or 200, headers)

"""Brokers that need no network: a mail, an HTML document, a saved folder, a HAR file.

What they do not hold is blocked and thereby told: a page's wish to be answered from elsewhere.
"""

import base64
import binascii
import html
import json
import mimetypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urlsplit

from unhook.errors import InputError
from unhook.limits import BROWSER
from unhook.message.model import Attachment, Message
from unhook.pages.broker import Answer, Request

MAIL = "https://mail.invalid/"
DOCUMENT = "https://document.invalid/"
FOLDER = "https://folder.invalid/"
"""Where a page stands that has no address (RFC 2606: nobody holds these names)."""

_READING = frozenset({"GET", "HEAD"})
_CID = re.compile(r"cid:([^\s\"'<>)\\]+)", re.IGNORECASE)
_PLAIN = (
    '<!doctype html><body style="margin:1em;font:14px sans-serif;white-space:pre-wrap;'
    'overflow-wrap:anywhere">'
)
# Of the transport, or of a person who once looked.
_DROPPED = frozenset(
    {"connection", "content-encoding", "content-length", "set-cookie", "strict-transport-security"}
    | {"transfer-encoding", "alt-svc", "keep-alive"}
)


@dataclass(frozen=True, slots=True)
class Served:
    """A page at `start` and all that it gets. `answers`: by address, without fragment."""

    start: str
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer | None:
        """As `Broker` says; reading only."""
        return self.answers.get(urldefrag(request.url).url) if request.method in _READING else None


@dataclass(frozen=True, slots=True)
class Folder:
    """A saved page with the files beside it. `start`: its address; only files below `root` are read."""

    start: str
    root: Path

    def answer(self, request: Request) -> Answer | None:
        """As `Broker` says; reading only, and no file larger than a document may be."""
        if request.method not in _READING or not request.url.startswith(FOLDER):
            return None
        name = unquote(urlsplit(request.url).path).lstrip("/")
        if "\0" in name:
            return None
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root) or not path.is_file():
            return None
        if path.stat().st_size > BROWSER.document_bytes:
            return None
        return _file(path.read_bytes(), mimetypes.guess_type(path.name)[0])


def mail(message: Message) -> Served | None:
    """A mail's body as a mail program shows it: its HTML with the pictures inside it, else its plain text.

    None for a mail that has neither.
    """
    body = message.body
    if body.html is None:
        if body.plain is None:
            return None
        return Served(MAIL, {MAIL: _page(_PLAIN + html.escape(body.plain.raw))})
    places: dict[str, str] = {}
    answers: dict[str, Answer] = {}
    for number, attachment in enumerate(message.attachments):
        if attachment.content_id:
            place = f"{MAIL}part/{number}"
            places[attachment.content_id.strip("<>").lower()] = place
            answers[place] = _file(attachment.raw, attachment.content_type)
    source = _CID.sub(lambda found: places.get(unquote(found[1]).lower(), found[0]), body.html.raw)
    return Served(MAIL, {**answers, MAIL: _page(source)})


def document(source: str | bytes, media_type: str = "text/html", beside: Iterable[Attachment] = ()) -> Served:
    """An HTML or SVG document; files of the mail that it came with lie beside it under their names."""
    answers = {
        DOCUMENT + quote(each.file_name): _file(each.raw, each.content_type)
        for each in beside
        if each.file_name
    }
    page = _page(source, media_type) if isinstance(source, str) else _file(source, media_type)
    return Served(DOCUMENT, {**answers, DOCUMENT: page})


def folder(path: Path) -> Folder:
    """A saved page: the file, or the `index.html` of the folder. Raises `InputError`."""
    page = path / "index.html" if path.is_dir() else path
    if not page.is_file():
        raise InputError(f"{path}: no page, and no folder with an index.html")
    return Folder(FOLDER + quote(page.name), page.parent.resolve())


def har(data: bytes) -> Served:
    """A HAR file (HTTP Archive 1.2): its first page, and what was answered then. Raises `InputError`.

    Of several answers at one address the first counts; cookies are left out.
    """
    try:
        entries = json.loads(data)["log"]["entries"]
        answers: dict[str, Answer] = {}
        for entry in entries:
            if entry["request"]["method"] in _READING:
                url = urldefrag(entry["request"]["url"]).url
                answers.setdefault(url, _recorded(entry["response"]))
        return Served(entries[0]["request"]["url"], answers)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"no HAR file: {type(error).__name__}: {error}") from None


def stands_at(address: str) -> str | None:
    """The address of a page; None for one that was put where nobody holds the name."""
    own = {urlsplit(each).hostname for each in (MAIL, DOCUMENT, FOLDER)}
    return address if "://" in address and urlsplit(address).hostname not in own else None


def _recorded(response: Mapping[str, Any]) -> Answer:
    content = response.get("content") or {}
    text = content.get("text") or ""
    try:
        body = base64.b64decode(text) if content.get("encoding") == "base64" else text.encode()
    except binascii.Error:
        body = b""
    headers = {each["name"].lower(): each["value"] for each in response.get("headers", ())}
    if content.get("encoding") != "base64" and content.get("mimeType", "").startswith("text/"):
        # The recorder decoded it.
        headers["content-type"] = f"{content['mimeType'].partition(';')[0]}; charset=utf-8"
    kept = {name: value for name, value in headers.items() if name not in _DROPPED}
    return Answer(body, int(response["status"]), kept)


def _page(source: str, media_type: str = "text/html") -> Answer:
    return Answer(source.encode("utf-8", "replace"), headers={"content-type": f"{media_type}; charset=utf-8"})


def _file(data: bytes, media_type: str | None) -> Answer:
    return Answer(data, headers={"content-type": media_type or "application/octet-stream"})

"""Pages of a HAR file (HTTP Archive 1.2, as browsers and Playwright write it)."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message as Headers
from typing import Any

from unhook.errors import InputError
from unhook.files.web import page
from unhook.limits import PAGES, PageLimits
from unhook.links import whatwg
from unhook.message.mime.charset import decode_text
from unhook.pages.saved.model import Resource, Saved

_MOVED = range(300, 400)
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml"})
_REFERENCES = 200


@dataclass(frozen=True, slots=True)
class _Entry:
    resource: Resource
    page: str
    to: str | None
    charset: str | None


def read(data: bytes, name: str = "", limits: PageLimits = PAGES) -> tuple[Saved, ...]:
    """The pages of a HAR file: of each `pageref` the document that its first request led to, by redirects of
    the server and of the page itself. A page whose body was not kept is there with an empty one.

    Raises `InputError` for what is no HAR file.
    """
    if len(data) > limits.har_bytes:
        raise InputError(f"{name}: larger than {limits.har_bytes:,} bytes")
    try:
        log = json.loads(data.decode("utf-8-sig", "replace"))["log"]
        raw = log["entries"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError(f"{name}: not a HAR file (HTTP Archive 1.2)") from None
    if not isinstance(raw, list):
        raise InputError(f"{name}: a HAR file without entries")
    reached = ["entries"] if len(raw) > limits.entries else []
    groups: dict[str, list[_Entry]] = {}
    for each in raw[: limits.entries]:
        entry = _entry(each, limits, reached)
        if entry is not None:
            groups.setdefault(entry.page, []).append(entry)
    if len(groups) > limits.pages:
        reached.append("pages")
    return tuple(
        found
        for group in list(groups.values())[: limits.pages]
        if (found := _page(group, name, limits, tuple(dict.fromkeys(reached)))) is not None
    )


def _entry(raw: Any, limits: PageLimits, reached: list[str]) -> _Entry | None:
    try:
        request, response = raw["request"], raw["response"]
        url = str(request["url"])
        content = _mapping(response.get("content"))
        status = int(response.get("status") or 0)
        pageref = str(raw.get("pageref") or "")
        method = str(request.get("method") or "GET").upper()
        headers = response.get("headers")
        to = str(response.get("redirectURL") or "") or _header(headers, "location")
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    body = _body(content)
    if len(body) > limits.resource_bytes:
        body = body[: limits.resource_bytes]
        reached.append("resource_bytes")
    declared = Headers()
    declared["Content-Type"] = str(content.get("mimeType") or _header(headers, "content-type") or "")
    declared["Content-Disposition"] = _header(headers, "content-disposition") or ""
    attached = declared.get_content_disposition() == "attachment"
    resource = Resource(
        url,
        body,
        declared.get_content_type() if "/" in declared["Content-Type"] else None,
        status or None,
        method,
        (declared.get_filename() or "download") if attached else None,
    )
    # A body that the file holds as text is UTF-8 by now, whatever the server said of its own bytes.
    charset = declared.get_content_charset() if content.get("encoding") == "base64" else None
    return _Entry(resource, pageref, to if status in _MOVED else None, charset)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _body(content: Mapping[str, Any]) -> bytes:
    text = content.get("text")
    if not isinstance(text, str):
        return b""
    if content.get("encoding") != "base64":
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _header(headers: Any, name: str) -> str | None:
    for each in headers if isinstance(headers, list) else ():
        if isinstance(each, Mapping) and str(each.get("name")).lower() == name:
            return " ".join(str(each.get("value")).split())
    return None


def _page(entries: Sequence[_Entry], name: str, limits: PageLimits, reached: tuple[str, ...]) -> Saved | None:
    by_url: dict[str, _Entry] = {}
    for entry in entries:
        by_url.setdefault(_bare(entry.resource.url), entry)
    way = list(_way(entries[0], by_url, limits.redirects))
    last = way[-1]
    rest = [entry.resource for entry in entries if entry not in way]
    cut = [*reached]
    if len(way) > limits.redirects:
        cut.append("redirects")
    if len(rest) > limits.resources:
        cut.append("resources")
    room, kept = limits.page_bytes, []
    for resource in rest[: limits.resources]:
        room -= len(resource.data)
        if room < 0:
            cut.append("page_bytes")
            break
        kept.append(resource)
    is_page = last.resource.media_type in _PAGE_TYPES or last.resource.media_type is None
    return Saved(
        last.resource.data if is_page else b"",
        name,
        last.resource.url,
        charset=last.charset,
        status=last.resource.status,
        redirects=tuple(entry.resource.url for entry in way[:-1]),
        resources=tuple(kept if is_page else [last.resource, *kept]),
        reached=tuple(dict.fromkeys(cut)),
    )


def _way(entry: _Entry, by_url: Mapping[str, _Entry], most: int) -> Iterator[_Entry]:
    """The entry and those it led on to, as the server said, or else the page."""
    seen: set[int] = set()
    following: _Entry | None = entry
    while following is not None and id(following) not in seen and len(seen) <= most:
        yield following
        seen.add(id(following))
        here = following.resource.url
        leads = [following.to] if following.to else _refreshes(following)
        targets = (whatwg.parse(lead, here) for lead in leads)
        following = next((by_url[key] for at in targets if at and (key := _bare(at.url)) in by_url), None)


def _refreshes(entry: _Entry) -> list[str]:
    if entry.resource.media_type not in _PAGE_TYPES:
        return []
    source = decode_text(entry.resource.data, entry.charset).text
    return [each.url for each in page.read(source, _REFERENCES).references if each.how == "redirect"]


def _bare(address: str) -> str:
    return address.partition("#")[0]

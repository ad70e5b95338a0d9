"""Pages that a browser saved: a file with its folder of resources, or a folder of such files.

Browsers write into the file where it was found ("saved from url=(0029)..."; SingleFile: "url: ..."). That
comment is only what the file says: whoever made the page can have written one.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from unhook.errors import InputError
from unhook.limits import PAGES, PageLimits
from unhook.links import whatwg
from unhook.pages.saved import har
from unhook.pages.saved.model import Resource, Saved

PAGE_NAMES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".svg"})
_FOLDERS = ("_files", ".files", "_fichiers", "_dateien", "-Dateien", "_archivos", "_file", "_arquivos")
_SAVED_FROM = re.compile(
    rb"<!--\s*saved from url=\(\d{4}\)(\S{4,2000}?)\s*-->|^\s*url:\s*(\S{4,2000})\s*$", re.M
)
_OPENING = 4_096


def read(path: Path, limits: PageLimits = PAGES) -> tuple[Saved, ...]:
    """The page in a file; the pages and HAR files in a folder, by name.

    Raises `InputError` for a folder that holds none, `OSError` for what cannot be read.
    """
    if not path.is_dir():
        return _of_file(path, limits)
    found = [each for each in sorted(path.iterdir()) if each.suffix.lower() in {*PAGE_NAMES, ".har"}]
    if not found:
        raise InputError(f"{path}: no saved page in this folder (.html, .har)")
    pages = [saved for each in found[: limits.pages] if each.is_file() for saved in _of_file(each, limits)]
    return tuple(pages[: limits.pages])


def _of_file(path: Path, limits: PageLimits) -> tuple[Saved, ...]:
    if path.suffix.lower() == ".har":
        return har.read(_content(path, limits.har_bytes + 1), str(path), limits)
    return (_page(path, limits),)


def _page(path: Path, limits: PageLimits) -> Saved:
    html = _content(path, limits.html_bytes + 1)
    reached = ["html_bytes"] if len(html) > limits.html_bytes else []
    resources: list[Resource] = []
    room = limits.page_bytes
    for name, file in _beside(path):
        if len(resources) == limits.resources:
            reached.append("resources")
            break
        data = _content(file, limits.resource_bytes)
        room -= len(data)
        if room < 0:
            reached.append("page_bytes")
            break
        resources.append(Resource(name, data, mimetypes.guess_type(file.name)[0]))
    return Saved(
        html[: limits.html_bytes],
        str(path),
        said(html),
        where="said",
        resources=tuple(resources),
        reached=tuple(reached),
    )


def said(html: bytes) -> str | None:
    """Where the file says that it was found."""
    match = _SAVED_FROM.search(html[:_OPENING])
    parsed = match and whatwg.parse((match[1] or match[2]).decode("utf-8", "replace"))
    return parsed.url if parsed and parsed.scheme in {"http", "https"} else None


def _beside(path: Path) -> Iterator[tuple[str, Path]]:
    """The files of the page's own folder, named as the page refers to them; links are not followed."""
    for ending in _FOLDERS:
        folder = path.with_name(path.stem + ending)
        if folder.is_dir() and not folder.is_symlink():
            for file in sorted(folder.rglob("*")):
                if file.is_file() and not file.is_symlink():
                    yield file.relative_to(path.parent).as_posix(), file


def _content(path: Path, most: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(most)

"""Which entities a mail client shows as the message, and which it lists as attachments.

Follows what clients do with RFC 2046 and RFC 2387: the last alternative they understand,
the root of a related group, and every inline text of a mixed one, in order.
"""

from dataclasses import dataclass

from unhook.message.part import Part

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_PLAIN = frozenset({"text/plain", "text/enriched", "text/richtext"})
_TEXT_EXTENSIONS = frozenset({"txt", "text", "htm", "html", "asc"})


@dataclass(frozen=True, slots=True)
class Layout:
    """`html` are the parts of the HTML view, in order (text/plain ones where nothing else is
    offered for that place); `plain` those of the text view; `attached` all others.

    `html` is empty when no part is HTML.
    """

    html: tuple[Part, ...] = ()
    plain: tuple[Part, ...] = ()
    attached: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class _View:
    html: tuple[Part, ...] = ()
    plain: tuple[Part, ...] = ()
    attached: tuple[Part, ...] = ()

    @property
    def has_html(self) -> bool:
        return any(is_html(part) for part in self.html)


def lay_out(root: Part) -> Layout:
    """Divide the leaves of a MIME tree."""
    first = root
    while first.children:
        first = first.children[0]
    view = _view(root, first)
    return Layout(view.html if view.has_html else (), view.plain, view.attached)


def is_html(part: Part) -> bool:
    """True for HTML and XHTML entities."""
    return part.content_type in _HTML


def extension(file_name: str | None) -> str | None:
    """The lower-case extension as Windows sees it: trailing dots and blanks do not count."""
    if not file_name:
        return None
    name = file_name.rstrip(". \t").replace("\\", "/").rpartition("/")[2]
    stem, dot, last = name.rpartition(".")
    return last.strip().lower() or None if dot and (stem or last) else None


def _view(part: Part, first: Part) -> _View:
    if not part.children:
        return _leaf(part, first)
    views = [_view(child, first) for child in part.children]
    if part.content_type == "multipart/alternative":
        return _alternative(views)
    if part.content_type == "multipart/related":
        return _related(part, views)
    return _View(
        tuple(each for view in views for each in view.html),
        tuple(each for view in views for each in view.plain),
        tuple(each for view in views for each in view.attached),
    )


def _leaf(part: Part, first: Part) -> _View:
    named = part.file_name and not (part is first and extension(part.file_name) in _TEXT_EXTENSIONS | {None})
    if part.disposition == "attachment" or named:
        return _View(attached=(part,))
    if is_html(part):
        return _View(html=(part,))
    # A multipart in which no part was found is shown as the text it is.
    if part.content_type in _PLAIN or part.content_type.startswith("multipart/"):
        return _View(html=(part,), plain=(part,))
    return _View(attached=(part,))


def _alternative(views: list[_View]) -> _View:
    html = next((view for view in reversed(views) if view.has_html), None)
    plain = next((view for view in reversed(views) if view.plain and not view.has_html), None)
    plain = plain or next((view for view in reversed(views) if view.plain), None)
    shown = html or plain or _View()
    return _chosen(shown.html, plain.plain if plain else (), views)


def _related(part: Part, views: list[_View]) -> _View:
    start = part.parameters.get("start", "").strip("<> ")
    root = 0
    if start:
        root = next((i for i, child in enumerate(part.children) if child.content_id == start), 0)
    return _chosen(views[root].html, views[root].plain, views)


def _chosen(html: tuple[Part, ...], plain: tuple[Part, ...], views: list[_View]) -> _View:
    """The view of what is shown; every other part of `views` is attached, each once."""
    seen = {id(part) for part in html + plain}
    attached: list[Part] = []
    for view in views:
        for part in (*view.html, *view.plain, *view.attached):
            if id(part) not in seen:
                seen.add(id(part))
                attached.append(part)
    return _View(html, plain, tuple(attached))

"""Snapshots as HTML of what a person sees. What browsers give is in `test_probe`."""

from typing import Any

from unhook.pages.probe.rendered import STYLES, rendered

PLAIN = ("visible", "1", "none", "none", "block")


class Snapshot:
    """Builds what `DOMSnapshot.captureSnapshot` gives, node by node."""

    def __init__(self, title: str = "") -> None:
        self.strings: list[str] = []
        self.nodes: dict[str, Any] = {
            name: []
            for name in ("parentIndex", "nodeType", "nodeName", "nodeValue", "backendNodeId", "attributes")
        }
        self.layout: dict[str, Any] = {"nodeIndex": [], "bounds": [], "styles": []}
        self.title = self.string(title)
        self.base = self.string("https://a.test/in/")
        self.add(-1, 9, "#document")

    def string(self, text: str) -> int:
        self.strings.append(text)
        return len(self.strings) - 1

    def add(
        self,
        parent: int,
        kind: int,
        name: str,
        value: str = "",
        attributes: dict[str, str] | None = None,
        bounds: tuple[float, ...] | None = None,
        style: tuple[str, ...] = PLAIN,
    ) -> int:
        at = len(self.nodes["parentIndex"])
        pairs = [self.string(each) for pair in (attributes or {}).items() for each in pair]
        row = (parent, kind, self.string(name), self.string(value), 100 + at, pairs)
        for column, cell in zip(self.nodes, row, strict=True):
            self.nodes[column].append(cell)
        if bounds is not None:
            self.layout["nodeIndex"].append(at)
            self.layout["bounds"].append(list(bounds))
            self.layout["styles"].append([self.string(each) for each in style])
        return at

    def element(self, parent: int, tag: str, style: tuple[str, ...] = PLAIN, /, **attributes: str) -> int:
        return self.add(parent, 1, tag, attributes=attributes, bounds=(0, 0, 200, 30), style=style)

    def text(self, parent: int, words: str) -> int:
        return self.add(parent, 3, "#text", words, bounds=(0, 0, 100, 20), style=())

    def made(self) -> dict[str, Any]:
        document = {"title": self.title, "baseURL": self.base, "nodes": self.nodes, "layout": self.layout}
        return {"documents": [document], "strings": self.strings}


def written(snapshot: Snapshot) -> str:
    return rendered([snapshot.made()], lambda text: text.replace("Anna", "x")).html


def styled(**own: str) -> tuple[str, ...]:
    named = dict(zip(STYLES, PLAIN, strict=True)) | {
        name.replace("_", "-"): value for name, value in own.items()
    }
    return tuple(named[name] for name in STYLES)


def test_what_is_seen_is_written_and_masked() -> None:
    snapshot = Snapshot("Hello Anna")
    body = snapshot.element(0, "BODY")
    snapshot.text(snapshot.element(body, "P", id="who"), "Anna & <co>")
    assert written(snapshot) == (
        '<!doctype html><html><title>Hello x</title><p id="who">x &amp; &lt;co&gt;</p></html>'
    )


def test_what_is_hidden_is_left_out() -> None:
    snapshot = Snapshot()
    body = snapshot.element(0, "BODY")
    for style in (styled(visibility="hidden"), styled(opacity="0.01")):
        snapshot.text(snapshot.element(body, "P", style), "unseen")
    snapshot.add(snapshot.add(body, 1, "P"), 3, "#text", "not laid out")
    snapshot.add(body, 3, "#text", "off the page", bounds=(-900, 0, 100, 20))
    assert written(snapshot) == "<!doctype html><html><title></title></html>"


def test_fields_may_lie_unseen_over_a_picture() -> None:
    snapshot = Snapshot()
    body = snapshot.element(0, "BODY")
    snapshot.element(body, "INPUT", styled(opacity="0"), type="password", name="p")
    snapshot.add(body, 1, "INPUT", attributes={"name": "trap"}, bounds=(0, 0, 1, 1))
    assert '<input type="password" name="p">' in written(snapshot)
    assert "trap" not in written(snapshot)


def test_addresses_are_absolute_and_scripts_bare() -> None:
    snapshot = Snapshot()
    body = snapshot.element(0, "BODY")
    snapshot.element(body, "FORM", action="next.php", onsubmit="evil()")
    snapshot.add(snapshot.add(body, 1, "SCRIPT", attributes={"src": "/s.js"}), 3, "#text", "code")
    html = written(snapshot)
    assert '<form action="https://a.test/in/next.php">' in html
    assert '<script src="https://a.test/s.js"></script>' in html
    assert "evil" not in html
    assert "code" not in html


def test_text_dressed_as_a_password_says_so() -> None:
    snapshot = Snapshot()
    snapshot.element(snapshot.element(0, "BODY"), "INPUT", styled(_webkit_text_security="disc"), name="q")
    assert '<input name="q" style="-webkit-text-security:disc">' in written(snapshot)


def test_pictures_and_backgrounds_are_measured() -> None:
    snapshot = Snapshot()
    body = snapshot.element(0, "BODY", styled(background_image='url("https://b.test/sky.png")'))
    snapshot.element(body, "IMG", src="logo.svg", alt="Logo")
    page = rendered([snapshot.made()], str)
    assert {(each.url, each.area) for each in page.pictures} == {
        ("https://b.test/sky.png", 6000.0), ("https://a.test/in/logo.svg", 6000.0),
    }  # fmt: skip


def test_what_can_be_touched_is_known_by_its_place() -> None:
    snapshot = Snapshot()
    body = snapshot.element(0, "BODY")
    field = snapshot.element(body, "INPUT", name="q")
    snapshot.text(snapshot.element(body, "BUTTON"), "Go")
    page = rendered([snapshot.made()], str)
    places = {
        page.html[place:].partition(" ")[0].partition(">")[0]: node for place, node in page.nodes.items()
    }
    assert places["<input"].backend == 100 + field
    assert places["<button"].tag == "button"


def test_a_page_without_end_is_cut() -> None:
    snapshot = Snapshot()
    body = snapshot.element(0, "BODY")
    for _ in range(21_000):
        snapshot.add(body, 3, "#text", "x")
    assert rendered([snapshot.made()], str).cut


def test_a_second_surface_follows_the_first() -> None:
    first, second = Snapshot("one"), Snapshot("two")
    first.text(first.element(0, "BODY"), "outer")
    second.text(second.element(0, "BODY"), "inner")
    page = rendered([first.made(), second.made()], str)
    assert page.title == "one"
    assert page.html.index("outer") < page.html.index("inner")
    assert rendered([{"documents": [], "strings": []}], str).html == "</html>"

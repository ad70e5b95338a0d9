import re
from importlib.resources import files

import pytest
import turbohtml

from unhook.catalogue import LANGUAGES, Catalogue
from unhook.message.model import Message
from unhook.report import Judged
from unhook.report.html import render
from unhook.report.page import CSP
from unhook.rules.finding import Findings
from unhook.verdict import decide

CSS = files("unhook.report").joinpath("page.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(judged: Judged, english: Catalogue) -> str:
    return render(judged, english)


@pytest.fixture(scope="module")
def tree(page: str) -> turbohtml.Document:
    return turbohtml.parse(page)


def test_the_verdict_is_the_heading(tree: turbohtml.Document) -> None:
    heading = tree.select_one("h1")
    assert heading is not None
    assert heading.text == "This mail is phishing: it wants you to give away a password."


def test_every_flag_has_its_sentence_and_its_mark_leads_there(
    tree: turbohtml.Document, judged: Judged
) -> None:
    for number in range(1, len(judged.flags) + 1):
        assert tree.select_one(f"#flag-{number} .said") is not None
        assert tree.select(f'a[href="#flag-{number}"]')
    marks = [mark.text for mark in tree.select(".paper mark")]
    assert "CONFIRM IN USE – SIGN IN HERE" in marks
    assert "Dear user" in marks


def test_the_page_loads_sends_and_runs_nothing(tree: turbohtml.Document, page: str) -> None:
    for node in tree.descendants:
        if isinstance(node, turbohtml.Element):
            assert node.tag not in {
                "script",
                "img",
                "iframe",
                "form",
                "input",
                "link",
                "object",
                "base",
                "svg",
            }
            assert not any(name.startswith("on") or name in {"src", "action"} for name in node.attrs)
            assert (node.attr("href") or "#").startswith("#")
    assert "url(" not in page
    assert "@import" not in page
    assert tree.select_one(f'meta[http-equiv="Content-Security-Policy"][content="{CSP}"]') is not None


def test_no_address_in_the_page_is_alive(tree: turbohtml.Document) -> None:
    shown = tree.text
    assert "http" not in shown.replace("hxxp", "")
    assert "jo@corp" not in shown
    assert "hxxps://sign-in[.]elsewhere[.]test/?u=jo[@]corp.example" in shown


def test_hostile_characters_are_spelt_out(page: str) -> None:
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "&lt;U+202E&gt;on the network" in page


def test_path_authentication_links_and_attachments_are_shown(tree: turbohtml.Document) -> None:
    shown = tree.text.translate({0x2068: None, 0x2069: None})
    for fact in (
        "relay[.]bulk[.]example [192[.]0[.]2[.]44]",
        "Judged by mx[.]corp[.]example",
        "invoice.pdf.exe",
    ):
        assert fact in shown
    assert "Hidden preview words" in shown
    assert "Hidden preview words" not in " ".join(node.text for node in tree.select(".paper"))
    assert "young-domain needs: whois" in shown


def test_the_steps_after_a_click_are_always_there(english: Catalogue) -> None:
    clean = Message()
    page = render(Judged("a.eml", clean, decide(clean, Findings())), english)
    assert "You typed a password" in page
    assert "End all sessions" in page
    assert 'class="clean"' in page


@pytest.mark.parametrize("tag", LANGUAGES)
def test_language_and_direction_are_declared(judged: Judged, tag: str) -> None:
    catalogue = Catalogue.load(tag)
    document = turbohtml.parse(render(judged, catalogue))
    root = document.select_one("html")
    assert root is not None
    assert (root.attr("lang"), root.attr("dir")) == (tag, catalogue.direction)


def test_a_sentence_in_another_language_says_so(judged: Judged) -> None:
    arabic = turbohtml.parse(render(judged, Catalogue.load("ar")))
    assert arabic.select('.said [lang="en"][dir="ltr"]')
    german = turbohtml.parse(render(judged, Catalogue.load("de")))
    said = german.select_one("#flag-2 .said")
    assert said is not None
    assert said.text.startswith("Die Mail droht")
    assert said.select_one("[lang]") is None


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 (relative luminance, section "contrast ratio")."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


LIGHT, DARK = CSS.split("@media (prefers-color-scheme: dark)")
PAIRS = [
    ("text", "ground"), ("text", "surface"), ("text", "band"), ("soft", "ground"), ("soft", "surface"),
    ("accent", "band"), ("mark-text", "mark"), ("number-text", "number"), ("bad", "surface"),
    ("good", "surface"), ("text", "code"), ("soft", "code"),
]  # fmt: skip


@pytest.mark.parametrize("level", ["", "malicious", "suspicious", "clean", "incomplete"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_text_has_the_contrast_that_wcag_asks_for(level: str, scheme: str, pair: tuple[str, str]) -> None:
    sheets = [LIGHT] if scheme == "light" else [LIGHT, DARK.split("\n* {")[0]]
    values: dict[str, str] = {}
    for selector in (":root", f"body.{level}"):
        for sheet in sheets:
            for block in re.findall(rf"(?m)^\s*{re.escape(selector)} {{([^}}]*)}}", sheet):
                values |= colours(block)
    assert contrast(values[pair[0]], values[pair[1]]) >= 4.5

"""Each page in a browser: usable by everybody, in every language, and quiet towards everybody else."""

import re
from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext

from unhook.catalogue.catalogue import PLACEHOLDER
from unhook.console import words

from .conftest import Site
from .pages import FRAMED, PAGES, STATES, address

pytestmark = pytest.mark.chromium

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8") + "\n;undefined"
RUN = """async off => {
  const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const rules = Object.fromEntries(off.map(name => [name, {enabled: false}]));
  const found = await axe.run(document, {runOnly, rules, iframes: false});
  const told = node => node.target.join(" ") + " " + node.failureSummary;
  return {passed: found.passes.length,
    failed: found.violations.map(each => each.id + ": " + each.nodes.map(told).join("; "))};
}"""
WATCH = """addEventListener("securitypolicyviolation",
  event => console.error("policy: " + event.violatedDirective + " " + event.blockedURI));"""
STATUS = {"/no-such-page": 404, "/search?q=after:nonsense": 400}
NARROW = 390


@pytest.fixture(scope="module")
def guarded(site: Site, chromium: Browser) -> BrowserContext:
    """An admin's browser."""
    return site.context(chromium, site.person("Ada Admin", "admin"))


@pytest.fixture(scope="module")
def unguarded(site: Site, chromium: Browser) -> BrowserContext:
    """The same without the pages' policy: in the frame of a mail it lets not even axe run."""
    return site.context(chromium, site.person("Ada Admin", "admin"), bypass_csp=True)


@pytest.mark.parametrize("path", [*PAGES, *STATES])
def test_it_breaks_no_policy_and_asks_nobody_else(path: str, site: Site, guarded: BrowserContext) -> None:
    page = guarded.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.add_init_script(WATCH)
    page.on("console", lambda each: said.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda each: said.append(str(each)))
    page.on("request", lambda each: asked.append(each.url))
    answer = page.goto(address(path, site), wait_until="load")
    assert answer is not None
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.status == STATUS.get(path, 200)
    assert {url for url in asked if not url.startswith((site.url, "data:"))} == set()
    # Chromium also says where an answer was no page, which the test asked for.
    assert [text for text in said if f"status of {STATUS.get(path)} " not in text] == []
    page.close()


@pytest.mark.parametrize("path", [*PAGES, *STATES])
def test_axe_finds_nothing(path: str, site: Site, unguarded: BrowserContext) -> None:
    page = unguarded.new_page()
    page.goto(address(path, site), wait_until="load")
    page.evaluate(AXE)
    # Around the frame of a mail is a page, which has the heading.
    off = ["page-has-heading-one"] if path == FRAMED else []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found: dict[str, Any] = page.evaluate(RUN, off)
        assert found["passed"] > 10, scheme
        assert found["failed"] == [], scheme
    page.close()


def test_axe_would_find_something(site: Site, unguarded: BrowserContext) -> None:
    page = unguarded.new_page()
    page.goto(site.url, wait_until="load")
    page.evaluate("""() => { document.querySelector("label").remove();
        document.querySelector("h1").style.color = "#ddd"; }""")
    page.evaluate(AXE)
    failed = " ".join(page.evaluate(RUN, [])["failed"])
    assert "color-contrast" in failed
    assert "label" in failed
    page.close()


@pytest.mark.parametrize("tag", words.LANGUAGES)
def test_every_page_speaks_the_language_and_fits_a_narrow_screen(
    tag: str, site: Site, chromium: Browser
) -> None:
    user = site.person(f"speaks {tag}", "admin", language=tag)
    context = site.context(chromium, user, locale=tag, viewport={"width": NARROW, "height": 844})
    page = context.new_page()
    direction = "rtl" if tag == "ar" else "ltr"
    own, english = words.own(tag), words.own("en")
    foreign = {
        text for key, text in english.items() if own[key] != text and " " in text and text not in own.values()
    }
    for path in (*PAGES, *STATES):
        page.goto(address(path, site), wait_until="load")
        shown: str = page.inner_text("body")
        root = page.locator("html")
        assert (root.get_attribute("lang"), root.get_attribute("dir") or "ltr") == (tag, direction), path
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, path
        assert unfilled(shown) == [], path
        assert [text for text in foreign if re.search(rf"(?m)^{re.escape(text)}$", shown)] == [], path
    context.close()


def unfilled(shown: str) -> list[str]:
    """Placeholders and keys of sentences in a text."""
    keys = {key for key in words.own("en") if "." in key}
    named = [word for word in re.findall(r"[\w.]+", shown) if word in keys]
    return [each[0] for each in PLACEHOLDER.finditer(shown)] + named


def test_a_placeholder_that_is_left_over_is_seen() -> None:
    assert unfilled("All of {count} mails") == ["{count}"]
    assert unfilled("see nav.queue here") == ["nav.queue"]

"""Triage by keyboard alone: Tab, Enter and Space, and it is always seen where one is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from console.conftest import PASSWORD

from .conftest import Site

pytestmark = pytest.mark.chromium

FOCUS = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
  const top = document.elementFromPoint(x, y);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.width > 1 && box.bottom > 0 && y < innerHeight && x > 0 && x < innerWidth;
  return {tag: at.tagName, inside, outlined,
    free: !!top && (at.contains(top) || top.contains(at) || top.closest("label") !== null)};
}"""
MOST = 120


class Keys:
    """Somebody without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def seen(self) -> None:
        """The place where one is can be seen: it is on the screen, under nothing, with an outline."""
        told = self.page.evaluate(FOCUS)
        if told["tag"] in ("BODY", "IFRAME"):
            return
        assert told == {"tag": told["tag"], "inside": True, "outlined": True, "free": True}, (
            self.page.evaluate("document.activeElement.outerHTML")
        )

    def to(self, selector: str) -> None:
        """Tab until the first such element has the focus."""
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            self.seen()
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"no way to {selector} by Tab")

    def go(self, selector: str, key: str = "Enter") -> None:
        """Tab there and press it; a page comes of it."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def said(self) -> str:
        return self.page.inner_text(".notice")


@pytest.fixture
def keys(site: Site, chromium: Browser) -> Iterator[Keys]:
    site.person("Ann Analyst", "analyst")
    context = site.context(chromium)
    yield Keys(context.new_page())
    context.close()


def test_triage_from_sign_in_to_closed_report(keys: Keys, site: Site) -> None:
    page = keys.page
    page.goto(site.url + "/queue")
    keys.seen()
    assert page.evaluate("document.activeElement.id") == "name"
    page.keyboard.type("Ann Analyst")
    keys.to("#password")
    page.keyboard.type(PASSWORD)
    keys.go("button.main")
    assert page.url == f"{site.url}/queue"

    keys.go("section[aria-labelledby=held] a.subject")
    opened = page.url
    assert "/messages/" in opened
    keys.go("form[action$='/release'] button", "Space")
    assert page.url.startswith(opened)
    assert keys.said().endswith("The mail will be delivered.")
    keys.go("form[action$='/undo'] button")
    assert keys.said().endswith("That was undone.")
    keys.go("button[name=label][value=phish]", "Space")
    assert keys.said().startswith("✓ Noted.")
    assert page.locator("button[value=phish][aria-pressed=true]").count() == 1

    keys.go("nav a[href='/queue']")
    waiting = page.locator("button[name=outcome][value=phish]").count()
    assert waiting > 0
    keys.go("button[name=outcome][value=phish]")
    assert keys.said().endswith("The report is closed.")
    assert page.locator("button[name=outcome][value=phish]").count() == waiting - 1
    keys.go("form[action='/sign-out'] button")
    assert page.url.startswith(f"{site.url}/sign-in")


def test_the_first_tab_leads_past_the_menu(site: Site, chromium: Browser) -> None:
    context = site.context(chromium, site.person("Ann Analyst", "analyst"))
    keys = Keys(context.new_page())
    keys.page.goto(site.url + "/queue")
    keys.to("a.skip")
    keys.page.keyboard.press("Enter")
    assert keys.page.evaluate("document.activeElement.id") == "main"
    keys.to("main *")
    context.close()


def test_a_focus_that_is_not_seen_would_be_told(site: Site, chromium: Browser) -> None:
    context = site.context(chromium, site.person("Ann Analyst", "analyst"), bypass_csp=True)
    keys = Keys(context.new_page())
    keys.page.goto(site.url + "/queue")
    keys.page.add_style_tag(content="* { outline: none !important }")
    with pytest.raises(AssertionError):
        keys.to("nav a")
    context.close()

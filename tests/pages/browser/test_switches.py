"""What Chromium is told to leave alone."""

import os
import re
from pathlib import Path

import playwright
import pytest
from bench.processes import children
from playwright.async_api import Page

from pages.pages import PAGE, Pages
from unhook.pages.browser.browser import Browser
from unhook.pages.browser.switches import FEATURES_OFF
from unhook.pages.browser.visit import Target


def below(parent: int) -> set[int]:
    found = children(parent)
    return found.union(*map(below, found)) if found else found


def test_what_playwright_turns_off_stays_off() -> None:
    bundle = Path(playwright.__file__).parent / "driver/package/lib/coreBundle.js"
    listed = re.search(r"disabledFeatures = \[(.*?)\]\.filter", bundle.read_text(encoding="utf-8"), re.DOTALL)
    assert listed is not None
    theirs = set(re.findall(r'^\s*"(\w+)"', listed[1], re.MULTILINE))
    assert "HttpsUpgrades" in theirs
    assert theirs <= set(FEATURES_OFF)


@pytest.mark.chromium
def test_chromium_draws_no_windows_of_its_own(browser: Browser) -> None:
    """Each took a process and as much time as the page."""

    async def lines(page: Page) -> list[bytes]:
        # They come when the page is there already.
        await page.wait_for_timeout(2_000)
        found = [Path(f"/proc/{process}/cmdline") for process in below(os.getpid())]
        return [each.read_bytes() for each in found if each.exists()]

    seen = browser.visit(Target(PAGE), Pages({PAGE: "<title>a page</title>"}), lines).result
    assert any(b"--type=gpu-process" in line for line in seen)
    assert not any(b"top-chrome" in line for line in seen)

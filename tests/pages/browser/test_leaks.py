"""The gate: a page that tries every way out reaches nothing, though the same page elsewhere reaches all."""

from pathlib import Path

import pytest
from bench.pages.leaks import RECORDED, WAYS, Sinks, listening, watched
from playwright.async_api import Page
from playwright.sync_api import sync_playwright

from unhook.pages.browser import availability
from unhook.pages.browser.browser import Browser
from unhook.pages.browser.visit import Target

pytestmark = pytest.mark.chromium


def test_an_ordinary_browser_lets_the_page_out(tmp_path: Path) -> None:
    program = availability.chromium()
    if program is None:
        pytest.skip("needs Debian's chromium")
    with listening() as sinks, sync_playwright() as playwright:
        # No further than loopback, where the sinks are.
        only = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        with playwright.chromium.launch_persistent_context(
            tmp_path,
            executable_path=program,
            args=[only],
            ignore_default_args=["--disable-background-networking"],
        ) as ordinary:
            page = ordinary.new_page()
            page.goto(sinks.page)
            for _ in range(100):
                page.wait_for_timeout(300)
                if set(sinks.seen) >= WAYS:
                    break
    assert set(sinks.seen) >= WAYS


@pytest.mark.parametrize("run", range(3))
def test_nothing_gets_out(browser: Browser, run: int) -> None:
    with listening() as sinks:
        visit = browser.visit(Target(sinks.page), sinks, watched)
    assert sinks.seen == []
    # It did try: what the broker is asked is on record, and the whole script ran.
    assert sinks.wanted(visit.asked) >= RECORDED | {sinks.end}


def test_what_leads_past_the_broker_is_not_there(browser: Browser) -> None:
    async def missing(page: Page) -> list[str]:
        found: list[str] = await page.evaluate(
            "['RTCPeerConnection', 'WebTransport', 'SharedWorker'].filter((name) => name in globalThis)"
        )
        return found

    assert browser.visit(Target("http://127.0.0.1/page.html"), Sinks(), missing).result == []

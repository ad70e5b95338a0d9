"""Pages in a browser: what they are given, what is told of them, and what harms nobody."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.processes import children
from playwright.async_api import Page

from files.processes import alive, eventually
from pages.pages import PAGE, Pages, redirect, title, waited
from unhook.limits import BrowserLimits
from unhook.pages.broker import Answer, Request
from unhook.pages.browser import availability
from unhook.pages.browser.browser import Browser
from unhook.pages.browser.failure import BrowserError
from unhook.pages.browser.visit import Target

pytestmark = pytest.mark.chromium


def descendants(parent: int) -> set[int]:
    found = children(parent)
    return found.union(*(descendants(each) for each in found)) if found else found


def option(process: int, name: str) -> str | None:
    try:
        # Chromium's processes write theirs anew, with spaces.
        words = Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").split()
    except OSError:
        return None
    return next((word.decode().partition("=")[2] for word in words if word.startswith(name.encode())), None)


def chromium_processes() -> set[int]:
    """Those of this process's browsers."""
    return {each for each in descendants(os.getpid()) if option(each, "--type=") is not None}


def asked(broker: Pages, browser: Browser, url: str = PAGE) -> dict[str, bool]:
    visit = browser.visit(Target(url), broker, title)
    return {each.request.url: each.answered for each in visit.asked}


def test_everything_comes_from_the_broker_and_is_told(browser: Browser) -> None:
    broker = Pages({PAGE: '<title>A</title><img src="/in"><img src="https://b.test/out">', PAGE + "in": ""})
    assert asked(broker, browser) == {PAGE: True, PAGE + "in": True, "https://b.test/out": False}


def test_what_a_page_sends_along_is_told(browser: Browser) -> None:
    source = """<title></title><script>
    fetch("https://b.test/f", {method: "POST", body: "by fetch"});
    navigator.sendBeacon("https://b.test/b", "by beacon");
    const socket = new WebSocket("wss://b.test/w");
    socket.onopen = () => { socket.send("by socket"); setTimeout(() => document.title = "done", 100) };
    </script>"""
    visit = browser.visit(Target(PAGE), Pages({PAGE: source}), waited)
    sent = {(each.request.kind, each.request.body) for each in visit.asked if each.request.body}
    assert sent == {("fetch", b"by fetch"), ("ping", b"by beacon"), ("websocket", b"by socket")}
    assert not any(each.answered for each in visit.asked[1:])


def test_a_blocked_navigation_leaves_the_page_and_its_next_step_is_seen(browser: Browser) -> None:
    source = """<title>A</title>
    <form method=post action="https://b.test/take"><input name=word value=canary></form>
    <script>location = "https://b.test/away"; setTimeout(() => document.forms[0].submit(), 300)</script>"""

    broker = Pages({PAGE: source})

    async def act(page: Page) -> str:
        while "https://b.test/take" not in broker.heard:
            await page.wait_for_timeout(50)
        return await page.title()

    visit = browser.visit(Target(PAGE), broker, act)
    assert (visit.result, visit.url) == ("A", PAGE)
    posted = visit.asked[-1].request
    assert (posted.method, posted.navigation, posted.body) == ("POST", True, b"word=canary")


def test_redirects_are_followed_by_the_broker_alone(browser: Browser) -> None:
    broker = Pages(
        {
            PAGE: redirect("https://b.test/"),
            "https://b.test/": redirect("/c"),
            "https://b.test/c": '<title>B</title><img src="/old"><script src="/away"></script>',
            "https://b.test/old": redirect("/new"),
            "https://b.test/new": "",
            "https://b.test/away": redirect("https://c.test/"),
        }
    )
    visit = browser.visit(Target(PAGE + "#me"), broker, title)
    assert (visit.result, visit.url) == ("B", "https://b.test/c#me")
    assert {each.request.url for each in visit.asked if not each.answered} == {"https://c.test/"}
    assert "https://b.test/new" in broker.heard


def test_a_page_that_sends_itself_on_gets_there(browser: Browser) -> None:
    pages: dict[str, str | Answer] = {
        PAGE: "<script>location = '/go'</script>",
        PAGE + "go": redirect("https://b.test/"),
        "https://b.test/": "<title>B</title>",
    }

    async def act(page: Page) -> str:
        await page.wait_for_url("https://b.test/")
        return await page.title()

    assert browser.visit(Target(PAGE), Pages(pages), act).result == "B"


def test_redirects_without_end_are_left(browser: Browser) -> None:
    broker = Pages({PAGE: redirect(PAGE)})
    browser.visit(Target(PAGE), broker, title)
    assert 1 < len(broker.heard) < 30


def test_a_redirect_to_what_is_no_address_leads_nowhere(browser: Browser) -> None:
    pages: dict[str, str | Answer] = {
        PAGE: '<title>A</title><img src="/b">',
        "https://a.test/b": redirect("http://["),
    }
    assert browser.visit(Target(PAGE), Pages(pages), title).result == "A"
    nowhere = browser.visit(Target(PAGE), Pages({PAGE: redirect("http://[")}), title)
    assert [each.request.url for each in nowhere.asked] == [PAGE]


def test_a_broker_that_breaks_answers_nothing(browser: Browser) -> None:
    class Broken:
        def answer(self, request: Request) -> Answer | None:
            raise RuntimeError

    visit = browser.visit(Target(PAGE), Broken(), title)
    assert [each.answered for each in visit.asked] == [False]


def test_scripts_run_only_where_they_may(browser: Browser) -> None:
    broker = Pages({PAGE: "<title>A</title><script>document.title = 'B'</script>"})
    assert browser.visit(Target(PAGE), broker, title).result == "B"
    assert browser.visit(Target(PAGE, scripts=False), broker, title).result == "A"


def test_no_visit_knows_of_another(browser: Browser) -> None:
    source = """<title></title><script>
    document.title = document.cookie + (localStorage.a || "") + "new";
    document.cookie = "a=old"; localStorage.a = "old";
    </script>"""
    for _ in range(2):
        assert browser.visit(Target(PAGE), Pages({PAGE: source}), waited).result == "new"


def test_nothing_is_allowed_that_has_to_be_asked_for(browser: Browser) -> None:
    source = """<title></title><script>
    const asked = ["geolocation", "notifications", "camera", "microphone"];
    Promise.all(asked.map((name) => navigator.permissions.query({name})))
      .then((all) => document.title = all.map((each) => each.state).join());
    </script>"""
    told = browser.visit(Target(PAGE), Pages({PAGE: source}), waited).result
    assert "granted" not in told


def test_no_service_worker_is_left_behind(browser: Browser) -> None:
    source = """<title></title><script>
    const count = (all) => document.title = "has " + all.length;
    const end = () => navigator.serviceWorker.getRegistrations().then(count);
    navigator.serviceWorker.register("/w.js").then(end, end);
    </script>"""
    script = Answer(b"", headers={"content-type": "text/javascript"})
    visit = browser.visit(Target(PAGE), Pages({PAGE: source, PAGE + "w.js": script}), waited)
    assert visit.result == "has 0"


def test_downloads_are_not_kept(browser: Browser) -> None:
    file = Answer(b"MZ", headers={"content-disposition": "attachment; filename=a.exe"})

    async def act(page: Page) -> bool:
        async with page.expect_download() as started:
            await page.evaluate("location = '/a.exe'")
        return await (await started.value).failure() is not None

    assert browser.visit(Target(PAGE), Pages({PAGE: "<p>", PAGE + "a.exe": file}), act).result


def test_windows_are_few(browser: Browser) -> None:
    source = "<script>for (let i = 0; i < 30; i++) open('/w' + i)</script>"

    async def act(page: Page) -> bool:
        for _ in range(100):
            if len(page.context.pages) <= 4:
                return True
            await page.wait_for_timeout(100)
        return False

    assert browser.visit(Target(PAGE), Pages({PAGE: source}), act).result


def test_chromiums_own_sandbox_is_on(browser: Browser) -> None:
    async def act(page: Page) -> list[tuple[str, str]]:
        found = []
        for process in chromium_processes():
            status = Path(f"/proc/{process}/status").read_text()
            fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
            if option(process, "--type=") == "renderer":
                found.append((fields["Seccomp"], fields["CapEff"]))
        return found

    told = browser.visit(Target(PAGE), Pages({PAGE: "<p>"}), act).result
    assert told
    assert set(told) == {("2", "0" * 16)}


def test_many_visits_at_once() -> None:
    results: dict[int, str] = {}
    patient = BrowserLimits(load_seconds=60.0, seconds=90.0)

    def show(number: int) -> None:
        broker = Pages({PAGE: f"<title>page {number}</title>"})
        results[number] = browser.visit(Target(PAGE), broker, title).result

    with Browser(patient) as browser:
        threads = [threading.Thread(target=show, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == {number: f"page {number}" for number in range(6)}


@pytest.fixture
def own() -> Iterator[Browser]:
    """A browser that is short of time and soon worn."""
    if availability.chromium() is None:
        pytest.skip("needs Debian's chromium")
    with Browser(BrowserLimits(seconds=6, load_seconds=2, pages=3, end_seconds=3)) as browser:
        yield browser


GOOD = Pages({PAGE: "<title>good</title>"})


def good(browser: Browser) -> bool:
    return browser.visit(Target(PAGE), GOOD, title).result == "good"


def test_a_page_without_end_is_a_hang_and_the_next_is_served(own: Browser) -> None:
    with pytest.raises(BrowserError, match="hang"):
        own.visit(Target(PAGE), Pages({PAGE: "<script>for (;;);</script>"}), title)
    assert good(own)


def test_an_act_without_end_is_a_hang_and_the_next_is_served(own: Browser) -> None:
    async def act(page: Page) -> None:
        await page.wait_for_timeout(1_000_000)

    with pytest.raises(BrowserError, match="hang"):
        own.visit(Target(PAGE), GOOD, act)
    assert good(own)


def test_a_page_that_crashes_is_told_and_the_next_is_served(own: Browser) -> None:
    async def act(page: Page) -> None:
        await page.goto("chrome://crash")

    with pytest.raises(BrowserError, match="crash"):
        own.visit(Target(PAGE), GOOD, act)
    assert good(own)


def test_a_browser_that_is_killed_is_replaced(own: Browser) -> None:
    assert good(own)
    killed = chromium_processes()
    assert killed
    for process in killed:
        # Some end with the one that was killed before them.
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    assert good(own)


def test_a_browser_that_dies_under_a_page_is_lost(own: Browser) -> None:
    async def act(page: Page) -> None:
        for process in descendants(os.getpid()):
            if option(process, "--remote-debugging-pipe") is not None:
                os.kill(process, signal.SIGKILL)
        await page.wait_for_timeout(1_000)

    with pytest.raises(BrowserError, match="lost"):
        own.visit(Target(PAGE), GOOD, act)
    assert good(own)


def test_a_worn_browser_is_replaced(own: Browser) -> None:
    seen: set[int] = set()
    for _ in range(7):
        assert good(own)
        seen |= {each for each in chromium_processes() if option(each, "--type=") == "gpu-process"}
    assert len(seen) >= 3


def test_a_worn_browser_ends_with_the_last_visit_to_it(own: Browser) -> None:
    async def act(page: Page) -> set[int]:
        await page.wait_for_timeout(3_000)
        return {each for each in chromium_processes() if option(each, "--type=") == "gpu-process"}

    long: list[set[int]] = []
    thread = threading.Thread(target=lambda: long.append(own.visit(Target(PAGE), GOOD, act).result))
    thread.start()
    assert all(good(own) for _ in range(4))
    thread.join()
    assert long
    assert len({each for each in chromium_processes() if option(each, "--type=") == "gpu-process"}) == 1


def test_nothing_is_left_of_a_browser_that_was_closed(own: Browser) -> None:
    before = descendants(os.getpid())
    with Browser() as another:
        assert good(another)
        started = descendants(os.getpid()) - before
        assert len(started) > 3
    assert eventually(lambda: not any(map(alive, started)))


def test_no_profile_is_left_of_a_browser_that_was_killed(
    own: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert good(own)
    assert {each.name.partition("-")[0] for each in tmp_path.iterdir()} >= {"playwright_chromiumdev_profile"}
    for process in descendants(os.getpid()):
        if option(process, "--remote-debugging-pipe") is not None:
            os.kill(process, signal.SIGKILL)
    own.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_when_the_process_is_killed(how: signal.Signals, tmp_path: Path) -> None:
    if availability.chromium() is None:
        pytest.skip("needs Debian's chromium")
    script = (
        "import time\n"
        "from unhook.pages import served\n"
        "from unhook.pages.screenshot import shot\n"
        "shot(served.document('<p>'))\n"
        "print('shown', flush=True)\n"
        "time.sleep(1000)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"shown\n"
    started = descendants(process.pid)
    assert len(started) > 3
    process.send_signal(how)
    process.wait()
    process.stdout.close()
    assert eventually(lambda: not any(map(alive, started)))
    assert eventually(lambda: list(tmp_path.iterdir()) == []), list(tmp_path.iterdir())

"""One look, on a site on loopback."""

from collections.abc import Iterator

import pytest

from pages.live.site import Reply, Site, outing, site
from unhook.context import Looking
from unhook.pages.browser.browser import Browser
from unhook.pages.flow.looking import Looker

TRAP = b"<title>Sign in to your Microsoft account</title><form action=/p><input type=password name=p></form>"


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as found:
        yield found


def looker(here: Site, probe: bool = False) -> Looker:
    return Looker(Looking(probe=probe), lambda looking: outing(here), lambda: 7.0)


def test_a_trap_is_found_by_its_source_alone(here: Site) -> None:
    here.replies["/"] = Reply(TRAP)
    known = looker(here, probe=True)(here.url())
    looked = known.looked()
    assert looked is not None
    assert (looked.verdict, known.at, known.probe) == ("malicious", 7.0, None)


def test_a_page_that_does_not_come_is_told_by_name(here: Site) -> None:
    known = looker(here)("http://10.0.0.1/")
    assert (known.saved, known.refusal) == (None, "port")
    assert known.looked() is None


def test_without_a_browser_the_source_is_all_there_is(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from unhook.pages.browser import availability

    monkeypatch.setattr(availability, "refusal", lambda: "there is no chromium")
    here.replies["/"] = Reply(b"<p>Words</p>")
    known = looker(here, probe=True)(here.url())
    assert known.unopened == "there is no chromium"
    looked = known.looked()
    assert looked is not None
    assert looked.verdict == "inconclusive"


def test_a_file_is_not_shown_to_anybody(here: Site) -> None:
    here.replies["/"] = Reply(b"MZ", headers=(("Content-Disposition", 'attachment; filename="a.exe"'),))
    known = looker(here, probe=True)(here.url())
    assert (known.unopened, known.probe) == ("", None)
    assert here.paths == ["/"]


ADAPTS = b"""<!doctype html><title>Sign in</title><h1 id=h>Sign in</h1>
<form action=/p method=post><input type=email name=u id=u><input type=password name=p></form>
<script>var a = location.hash.slice(1); document.getElementById('u').value = a
var w = {gm: 'Google', ou: 'Microsoft'}[(a.split('@')[1] || '').slice(0, 2)]
if (w) { document.title = 'Sign in to ' + w; document.getElementById('h').textContent = document.title }
</script>"""


@pytest.mark.chromium
def test_a_page_that_follows_its_visitor_is_opened_as_several_people(here: Site, browser: Browser) -> None:
    here.replies["/"] = Reply(ADAPTS)
    known = looker(here, probe=True)(here.url("/#jo@corp.example"), ("jo@corp.example",))
    looked = known.looked()
    assert looked is not None
    assert looked.page.verdict == "inconclusive"
    assert (looked.verdict, looked.sure, known.unopened) == ("malicious", "high", "")
    assert {(method, path) for method, path, _ in here.heard} == {("GET", "/")}

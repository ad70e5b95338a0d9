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


RECIPIENT = "jo.berg@corp.example"


def test_the_recipient_is_not_told_to_the_page(here: Site) -> None:
    here.replies["/in?*"] = Reply(b"", 302, (("Location", f"/next?who={RECIPIENT}"),))
    here.replies["/next?*"] = Reply(
        b"<title>Welcome</title><script src='/s.js?m=jo.berg%40corp.example'></script>"
    )
    known = looker(here)(here.url(f"/in?u={RECIPIENT}"), (RECIPIENT,))
    assert known.saved is not None
    assert known.saved.redirects == (here.url(f"/in?u={RECIPIENT}"),)
    assert [path.partition("?")[0] for path in here.paths] == ["/in", "/next", "/s.js"]
    assert all("visitor.test" in path and "jo.berg" not in path for path in here.paths)
    assert [attempt.status for attempt in known.attempts] == [302, 200, 404]


def test_nor_where_nobody_says_whose_address_a_link_carries(here: Site) -> None:
    looker(here)(here.url("/in?u=somebody%40corp.example"))
    assert len(here.paths) == 1
    assert "corp.example" not in here.paths[0]


def test_an_operator_may_open_links_as_their_recipient(here: Site) -> None:
    looking = Looking(probe=False, as_recipient=True)
    Looker(looking, lambda _: outing(here))(here.url(f"/in?u={RECIPIENT}"), (RECIPIENT,))
    assert here.paths == [f"/in?u={RECIPIENT}"]


FOLLOWS = b"""<!doctype html><title>Sign in</title><h1 id=h>Sign in</h1>
<form action=/p method=post><input type=email name=u id=u><input type=password name=p><button>Go</button>
</form><script>fetch('/look?q=' + new URL(location.href).searchParams.get('u'))</script>"""
OWN = ("jo.own@gmail.com", "box@operator.example")


@pytest.mark.chromium
@pytest.mark.parametrize("mailboxes", [(), OWN])
def test_a_server_learns_the_operators_mailboxes_and_no_others(
    here: Site, browser: Browser, mailboxes: tuple[str, ...]
) -> None:
    here.replies["/in?*"] = Reply(FOLLOWS)
    here.replies["/look?*"] = Reply(b"{}")
    looking = Looking(mailboxes=mailboxes)
    known = Looker(looking, lambda _: outing(here))(here.url(f"/in?u={RECIPIENT}"), (RECIPIENT,))
    assert known.probe is not None
    assert known.probe.reach == ("active" if mailboxes else "passive")
    told = " ".join(here.paths)
    assert RECIPIENT not in told
    assert all((each in told) is bool(mailboxes) for each in OWN)
    # Nobody is made up at a real provider for a server to hear.
    assert "outlook" not in told
    assert ("gmail" in told) is bool(mailboxes)
    assert {method for method, _, _ in here.heard} <= {"GET", "HEAD"}
    secrets = [posting for _, posting in known.probe.postings if posting.secret]
    assert secrets
    assert not any("Aa1-" in path for path in here.paths)
    assert len(known.attempts) == len(here.paths)


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

"""A page on a site on loopback fetched as a value, and judged."""

from collections.abc import Iterator

import pytest

from unhook.pages.live.fetched import Fetched, fetched
from unhook.pages.source.look import look

from .site import Reply, Site, outing, site

TRAP = b"<title>Sign in to your Microsoft account</title><form action=/p><input type=password name=p></form>"


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as found:
        yield found


def opened(here: Site, path: str = "/", **limits: float) -> Fetched:
    way = outing(here, None, **limits)
    broker = way.broker()
    return fetched(broker, here.url(path), way.looking.limits)


def test_redirects_of_servers_and_of_pages_lead_to_the_page(here: Site) -> None:
    here.replies["/"] = Reply(status=302, headers=(("Location", "/hop?x=1"),))
    here.replies["/hop?x=1"] = Reply(b'<meta http-equiv=refresh content="0; url=/page">')
    here.replies["/page"] = Reply(TRAP, headers=(("Content-Type", "text/html; charset=utf-8"),))
    found = opened(here, "/#ann@corp.example")
    assert found.saved is not None
    assert found.saved.html == TRAP
    assert found.saved.redirects == (here.url("/#ann@corp.example"), here.url("/hop?x=1#ann@corp.example"))
    assert found.saved.url == here.url("/page")
    assert (found.saved.status, found.saved.charset, found.saved.where) == (200, "utf-8", "recorded")
    assert here.paths == ["/", "/hop?x=1", "/page"]
    assert look(found.saved).verdict == "malicious"


def test_scripts_and_frames_are_part_of_it(here: Site) -> None:
    here.replies["/"] = Reply(b"<script src=/a.js></script><iframe src=f/frame></iframe><img src=/pixel>")
    here.replies["/a.js"] = Reply(b"x", headers=(("Content-Type", "text/javascript"),))
    here.replies["/f/frame"] = Reply(b"<script src=/b.js></script><iframe src=/f/frame></iframe>" + TRAP)
    here.replies["/b.js"] = Reply(status=301, headers=(("Location", "/c.js"),))
    here.replies["/c.js"] = Reply(b"y")
    found = opened(here)
    assert found.saved is not None
    assert [(each.url, each.data[:1]) for each in found.saved.resources] == [
        (here.url("/a.js"), b"x"), (here.url("/f/frame"), b"<"), (here.url("/b.js"), b"y"),
    ]  # fmt: skip
    assert "/pixel" not in here.paths
    assert look(found.saved).login


def test_a_page_that_leads_nowhere(here: Site) -> None:
    here.replies["/"] = Reply(status=302, headers=(("Location", f"http://10.0.0.1:{here.port}/"),))
    found = opened(here)
    assert found.saved is None
    assert found.refusal is not None
    assert (found.refusal.refusal, found.refusal.detail) == ("private", "10.0.0.1")


def test_a_circle_of_redirects_ends(here: Site) -> None:
    here.replies["/"] = Reply(status=302, headers=(("Location", "/"),))
    found = opened(here)
    assert found.saved is not None
    assert found.saved.status == 302
    assert here.paths == ["/"]


def test_redirects_without_end_are_a_limit(here: Site) -> None:
    for number in range(20):
        here.replies[f"/{number}"] = Reply(status=302, headers=(("Location", f"/{number + 1}"),))
    found = opened(here, "/0", redirects=3)
    assert found.saved is not None
    assert found.saved.reached == ("redirects",)
    assert len(here.heard) == 4


def test_a_page_that_was_cut_is_never_called_benign(here: Site) -> None:
    here.replies["/"] = Reply(TRAP + bytes(2_000))
    found = opened(here, resource_bytes=1_000)
    assert found.saved is not None
    assert found.saved.reached == ("resource_bytes",)
    assert look(found.saved).verdict == "malicious"


def test_a_budget_that_ends_amid_the_page_is_told(here: Site) -> None:
    here.replies["/"] = Reply(b"".join(b"<script src=/%d.js></script>" % number for number in range(9)))
    found = opened(here, requests=3)
    assert found.saved is not None
    assert found.saved.reached == ("requests",)
    assert len(here.heard) == 3


def test_no_more_parts_than_wanted(here: Site) -> None:
    here.replies["/"] = Reply(b"".join(b"<script src=/%d.js></script>" % number for number in range(9)))
    opened(here, parts=4)
    assert len(here.heard) == 5


def test_a_file_is_a_resource_without_content(here: Site) -> None:
    here.replies["/"] = Reply(b"MZ", headers=(("Content-Disposition", 'attachment; filename="a.exe"'),))
    found = opened(here)
    assert found.saved is not None
    (resource,) = found.saved.resources
    assert (resource.saved_as, resource.data, found.saved.html) == ("a.exe", b"", b"")


@pytest.mark.parametrize("target", ["http://[", "http://a b/", "https://x@[::1/", ""])
def test_a_redirect_to_what_is_no_address_ends_there(here: Site, target: str) -> None:
    here.replies["/"] = Reply(status=302, headers=(("Location", target),))
    here.replies["/page"] = Reply(
        b"<script src=/a.js></script><meta http-equiv=refresh content='0;url=http://['>"
    )
    here.replies["/a.js"] = Reply(status=302, headers=(("Location", target),))
    first, second = opened(here), opened(here, "/page")
    assert first.saved is not None
    assert first.saved.status == 302
    assert second.saved is not None
    assert second.saved.url == here.url("/page")


def test_odd_user_information_and_cookies_break_nothing(here: Site) -> None:
    here.replies["/"] = Reply(b"<script src=/a.js></script>", headers=(("Set-Cookie", "a=\xe9"),))
    here.replies["/a.js"] = Reply(b"x")
    with_user = here.url().replace("http://", "http://a[b@")
    way = outing(here)
    found = fetched(way.broker(), with_user, way.looking.limits)
    assert found.saved is not None
    assert here.paths == ["/", "/a.js"]

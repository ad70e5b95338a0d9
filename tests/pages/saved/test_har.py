import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from unhook.errors import InputError
from unhook.limits import PAGES
from unhook.pages.saved import har


def entry(
    url: str,
    text: str = "",
    status: int = 200,
    to: str = "",
    kind: str = "text/html; charset=utf-8",
    page: str = "p1",
    **more: Any,
) -> dict[str, Any]:
    return {
        "pageref": page,
        "request": {"method": "GET", "url": url},
        "response": {
            "status": status,
            "redirectURL": to,
            "headers": more.get("headers", []),
            "content": {"mimeType": kind, "text": text, **more.get("content", {})},
        },
    }


def written(*entries: dict[str, Any]) -> bytes:
    return json.dumps({"log": {"version": "1.2", "entries": list(entries)}}).encode()


def test_a_page_with_the_redirects_that_led_to_it_and_what_it_fetched() -> None:
    (saved,) = har.read(
        written(
            entry("https://a.test/x", status=302, to="/y"),
            entry("https://a.test/y", status=301, to="https://b.test/"),
            entry("https://b.test/", "<p>here</p>"),
            entry("https://b.test/s.js", "go()", kind="text/javascript"),
        )
    )
    assert (saved.url, saved.html, saved.status) == ("https://b.test/", b"<p>here</p>", 200)
    assert saved.redirects == ("https://a.test/x", "https://a.test/y")
    assert [each.url for each in saved.resources] == ["https://b.test/s.js"]
    assert saved.where == "recorded"


def test_a_page_that_moves_on_by_itself_is_followed() -> None:
    refresh = '<meta http-equiv=refresh content="0; url=https://b.test/">'
    (saved,) = har.read(written(entry("https://a.test/", refresh), entry("https://b.test/", "<p>there</p>")))
    assert (saved.url, saved.redirects) == ("https://b.test/", ("https://a.test/",))


def test_pages_are_told_apart() -> None:
    pages = har.read(written(entry("https://a.test/", "a"), entry("https://b.test/", "b", page="p2")))
    assert [page.html for page in pages] == [b"a", b"b"]


def test_a_body_in_base64_keeps_its_charset() -> None:
    body = base64.b64encode("é".encode("latin-1")).decode()
    (saved,) = har.read(
        written(
            entry("https://a.test/", body, kind="text/html; charset=latin-1", content={"encoding": "base64"})
        )
    )
    assert (saved.html, saved.charset) == (b"\xe9", "latin-1")


def test_a_loop_of_redirects_ends() -> None:
    loop = (
        entry("https://a.test/", status=302, to="https://b.test/"),
        entry("https://b.test/", status=302, to="https://a.test/"),
    )
    (saved,) = har.read(written(*loop))
    assert saved.url == "https://b.test/"


def test_a_file_that_was_given_to_be_kept() -> None:
    disposition = [{"name": "Content-Disposition", "value": 'attachment; filename="a.iso"'}]
    (saved,) = har.read(
        written(
            entry("https://a.test/", "x"),
            entry("https://a.test/d", "MZ", kind="application/octet-stream", headers=disposition),
        )
    )
    assert saved.resources[0].saved_as == "a.iso"


def test_a_first_answer_that_is_no_page_is_a_resource() -> None:
    (saved,) = har.read(written(entry("https://a.test/a.pdf", "%PDF", kind="application/pdf")))
    assert (saved.html, [each.url for each in saved.resources]) == (b"", ["https://a.test/a.pdf"])


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"log": {"entries": 3}}', b'{"log": 1}', b"[" * 100_000]
)
def test_what_is_no_har_file_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        har.read(data, "x.har")


@pytest.mark.parametrize("odd", [None, 1, {}, {"request": None}, {"request": {"url": 1}, "response": []}])
def test_odd_entries_are_passed_over(odd: Any) -> None:
    (saved,) = har.read(json.dumps({"log": {"entries": [odd, entry("https://a.test/", "x")]}}).encode())
    assert saved.html == b"x"


def test_limits_leave_something_out_and_say_so() -> None:
    data = written(
        entry("https://a.test/", "x"), entry("https://a.test/1", "12345"), entry("https://a.test/2")
    )
    (few,) = har.read(data, limits=replace(PAGES, entries=1))
    assert (few.resources, few.reached) == ((), ("entries",))
    (small,) = har.read(data, limits=replace(PAGES, resource_bytes=3))
    assert small.resources[0].data == b"123"
    assert small.reached == ("resource_bytes",)
    (one,) = har.read(data, limits=replace(PAGES, resources=1))
    assert one.reached == ("resources",)
    (light,) = har.read(data, limits=replace(PAGES, page_bytes=2))
    assert light.reached == ("page_bytes",)
    with pytest.raises(InputError):
        har.read(data, limits=replace(PAGES, har_bytes=10))

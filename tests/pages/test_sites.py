"""The sites made for the probe are what they say; what is told of them is counted right."""

from urllib.parse import urlsplit

import pytest
from bench.pages import results
from bench.pages.sites.site import ENCODINGS, RECIPIENT, Web, html, in_turn, moved

from unhook.links import carried, url
from unhook.pages.broker import Request

RESERVED = ("test", "example", "invalid")
EVERYBODYS = ("harbour-files.web.app", "quay-papers.pages.dev")
"""Hosts on which anybody may put pages are known by name, and none of their names is reserved. These two
stand for them; like all sites they are answered from memory.
"""


def told(kind: str, verdict: str, half: str = "development", adapts: bool = False) -> results.Told:
    return results.Told(half, f"a {kind}: {verdict}", kind, adapts, verdict, verdict, verdict, "no-brand")  # type: ignore[arg-type]


@pytest.mark.parametrize("half", list(results.HALVES))
def test_every_site_stands_on_a_reserved_host_and_answers(half: str) -> None:
    for _, site in results.sites([half]):
        web = site.made()
        hosts = {urlsplit(address).hostname or "" for address in (web.start, *web.pages)}
        assert all(_is_reserved(host) or host in EVERYBODYS for host in hosts), site.name
        unanswered = web.answer(Request(web.start, navigation=True)) is None
        assert unanswered == (site.name == "nothing there: unanswered"), site.name


def _is_reserved(host: str) -> bool:
    """RFC 2606 and RFC 6761: reserved top-level domains, and the example domains."""
    return host.rpartition(".")[2] in RESERVED or ".".join(host.split(".")[-2:]) in (
        "example.com",
        "example.net",
        "example.org",
    )


@pytest.mark.parametrize("half", list(results.HALVES))
def test_names_are_used_once_in_a_half(half: str) -> None:
    names = [site.name for _, site in results.sites([half])]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("encoding", [each for each in ENCODINGS if each != "in pieces"])
def test_the_address_stands_as_the_encoding_says(encoding: str) -> None:
    parsed = url.parse(f"https://a.test/#{ENCODINGS[encoding](RECIPIENT)}")
    assert parsed is not None
    assert carried.addresses(parsed, [RECIPIENT])


def test_pages_answer_by_path_and_in_turn() -> None:
    web = Web(
        "https://a.test/u/1",
        {"https://a.test/u/*": in_turn("<p>one", "<p>two"), "https://a.test/r": moved("/x")},
    )
    asked = [web.answer(Request(f"https://a.test/u/{number}?q")) for number in range(3)]
    assert [each.body for each in asked if each] == [b"<p>one", b"<p>two", b"<p>one"]
    assert web.answer(Request("https://a.test/u/1", "POST")) is None
    assert web.answer(Request("https://b.test/")) is None
    assert web.saved().html == b"<p>two"


def test_a_page_behind_a_redirect_is_kept_with_its_own_address() -> None:
    web = Web(
        "https://a.test/#x",
        {"https://a.test/": moved("https://b.test/"), "https://b.test/": html("<p>", 403)},
    )
    kept = web.saved()
    assert (kept.url, kept.status, kept.html) == ("https://b.test/", 403, b"<p>")


def test_a_table_has_every_site_and_is_read_as_it_was_written() -> None:
    half, site = results.sites()[3]
    found = results.Told(
        half, site.name, site.kind, site.adapts, "inconclusive", "malicious", "malicious", "x"
    )
    rows = results.read(results.table([found]))
    assert rows[3] == found
    assert len(rows) == len(results.sites())
    assert {each.verdict for each in rows} == {"malicious", results.OPEN}


def test_the_figures_count_each_mistake() -> None:
    rows = [
        told("trap", "malicious", adapts=True),
        told("trap", "inconclusive"),
        told("quiet trap", "benign-home-realm"),
        told("quiet trap", "suspicious"),
        told("benign", "benign-home-realm"),
        told("benign", "suspicious"),
    ]
    said = results.figures(rows)
    assert "| development | 1 of 2 | 1 of 1 | 1 of 2 | 1 | 1 of 2 |" in said
    assert [line.split("\t")[2] for line in said.splitlines() if line.startswith("wrong")] == [
        "a trap: inconclusive",
        "a quiet trap: benign-home-realm",
        "a benign: suspicious",
    ]

import os
from pathlib import Path

import pytest

from unhook.limits import FlowLimits
from unhook.pages.flow.cache import Cache, Folder, Memory, holds
from unhook.pages.flow.model import Known
from unhook.pages.saved.model import Saved

TRAP = b"<title>Sign in to your Microsoft account</title><form action=/p><input type=password name=p></form>"
URL = "https://collect.test/a"


def known(html: bytes = TRAP, at: float = 1_000.0) -> Known:
    return Known(URL, at, Saved(html, URL, URL, status=200))


@pytest.fixture(params=["memory", "folder"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Cache:
    return Memory() if request.param == "memory" else Folder(tmp_path / "pages")


def test_what_was_put_is_there_until_it_expires(cache: Cache) -> None:
    assert cache.get("key", 1_000) is None
    cache.put("key", known())
    assert cache.get("key", 1_000) == known()
    assert cache.get("other", 1_000) is None
    assert cache.get("key", 1_000 + FlowLimits().known_seconds) is None


def test_a_later_look_takes_the_place(cache: Cache) -> None:
    cache.put("key", known())
    cache.put("key", known(b"<p>gone</p>", 2_000.0))
    found = cache.get("key", 2_000)
    assert found is not None
    assert found.saved is not None
    assert found.saved.html == b"<p>gone</p>"


def test_a_page_that_told_nothing_is_looked_at_again_soon() -> None:
    limits = FlowLimits(known_seconds=100, open_seconds=10)
    assert holds(known(), 1_050, limits)
    assert not holds(known(b"<p>Words</p>"), 1_050, limits)
    assert holds(known(b"<p>Words</p>"), 1_009, limits)
    assert not holds(Known(URL, 1_000, refusal="certificate"), 1_050, limits)
    assert not holds(known(at=2_000), 1_000, limits)


def test_the_oldest_go_when_there_are_too_many() -> None:
    cache = Memory(FlowLimits(entries=2))
    for name in ("a", "b", "a", "c"):
        cache.put(name, known())
    assert [name for name in ("a", "b", "c") if cache.get(name, 1_000)] == ["a", "c"]


def test_files_are_the_owners_alone_and_broken_ones_are_none(tmp_path: Path) -> None:
    cache = Folder(tmp_path / "pages")
    cache.put("key", known())
    (path,) = (tmp_path / "pages").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    for broken in (b"", b"{}", b"[]", b'{"version": 0}', b'{"version": 1}', b"\xff"):
        path.write_bytes(broken)
        assert cache.get("key", 1_000) is None


def test_old_files_are_forgotten(tmp_path: Path) -> None:
    cache = Folder(tmp_path / "pages")
    cache.put("old", known())
    cache.put("new", known())
    cache.forget()
    assert len(list((tmp_path / "pages").iterdir())) == 2
    for path in (tmp_path / "pages").iterdir():
        os.utime(path, (0, 0))
    cache.put("new", known())
    cache.forget()
    assert cache.get("old", 1_000) is None
    assert cache.get("new", 1_000) is not None


def test_where_nothing_can_be_kept_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "pages").write_bytes(b"a file where the folder should be")
    cache = Folder(tmp_path / "pages")
    cache.put("key", known())
    assert cache.get("key", 1_000) is None

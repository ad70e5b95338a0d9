from dataclasses import replace
from pathlib import Path

import pytest

from unhook.errors import InputError
from unhook.limits import PAGES
from unhook.pages.saved import folder

CHROME = b"<!DOCTYPE html>\n<!-- saved from url=(0023)https://a.test/sign-in -->\n<p>x</p>"


def test_a_file_and_its_folder(tmp_path: Path) -> None:
    (tmp_path / "Sign in.html").write_bytes(CHROME)
    (tmp_path / "Sign in_files").mkdir()
    (tmp_path / "Sign in_files" / "logo.png").write_bytes(b"png")
    (saved,) = folder.read(tmp_path / "Sign in.html")
    assert (saved.url, saved.where) == ("https://a.test/sign-in", "said")
    (resource,) = saved.resources
    assert (resource.url, resource.data, resource.media_type) == (
        "Sign in_files/logo.png",
        b"png",
        "image/png",
    )


def test_a_folder_of_pages_by_name(tmp_path: Path) -> None:
    for name in ("b.html", "a.htm", "note.txt"):
        (tmp_path / name).write_bytes(name.encode())
    assert [saved.html for saved in folder.read(tmp_path)] == [b"a.htm", b"b.html"]


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no saved page"):
        folder.read(tmp_path)


@pytest.mark.parametrize(
    ("opening", "url"),
    [
        (CHROME, "https://a.test/sign-in"),
        (
            b"<!--\n Page saved with SingleFile \n url: https://a.test/x \n saved date: -->",
            "https://a.test/x",
        ),
        (b"<!-- saved from url=(0014)about:internet -->", None),
        (b"<p>", None),
        (b" " * 5_000 + CHROME, None),
    ],
)
def test_where_a_file_says_that_it_was_found(opening: bytes, url: str | None) -> None:
    assert folder.said(opening) == url


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "a.html").write_bytes(b"x")
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "link.js").symlink_to(tmp_path / "secret")
    assert folder.read(tmp_path / "a.html")[0].resources == ()


def test_limits_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"12345")
    (tmp_path / "a_files").mkdir()
    for name in ("1.js", "2.js"):
        (tmp_path / "a_files" / name).write_bytes(b"12345")
    (saved,) = folder.read(tmp_path / "a.html", replace(PAGES, html_bytes=3, resources=1))
    assert (saved.html, saved.reached) == (b"123", ("html_bytes", "resources"))
    (light,) = folder.read(tmp_path / "a.html", replace(PAGES, page_bytes=7))
    assert (len(light.resources), light.reached) == (1, ("page_bytes",))

"""What names tell."""

import pytest

from unhook.files import names


def told(*paths: str) -> dict[str, str]:
    return {each.name: each.detail for each in names.signs(paths)}


def test_ordinary_names() -> None:
    assert told("docs/", "docs/a.txt", "docs/b..c.txt", "...") == {}


@pytest.mark.parametrize("path", ["../a", "a/../../b", "..\\a", "/a", "\\a", "D:a"])
def test_names_that_lead_outside(path: str) -> None:
    assert told(path) == {"path-traversal": path}


def test_two_names_that_windows_takes_for_one() -> None:
    assert told("a/B.txt", "A\\b.txt") == {"archive-duplicate-names": "a/B.txt, A\\b.txt"}


@pytest.mark.parametrize("path", ["a.exe", "a.pdf.JS", "a.scr. ", "x/y.lnk"])
def test_a_program_alone(path: str) -> None:
    assert told("x/", path) == {"archive-program": path, "archive-single-program": path}


def test_long_lists_are_cut() -> None:
    assert names.shown(map(str, range(15))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 (+5)"

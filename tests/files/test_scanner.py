from dataclasses import replace
from pathlib import Path

import pytest

from unhook.files.model import Found
from unhook.files.scanner import Sample, Scanner, scanners


def scanner(kinds: set[str] | None = None, extensions: set[str] | None = None) -> Scanner:
    return Scanner(
        "it",
        lambda _: Found(),
        frozenset(kinds) if kinds is not None else None,
        frozenset(extensions) if extensions is not None else None,
    )


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), (".bashrc", "bashrc"), ("a", None), ("a.", ""), (None, None)],
)
def test_the_extension_is_what_follows_the_last_dot(name: str | None, extension: str | None) -> None:
    assert Sample(b"", "txt", name).extension == extension


def test_a_scanner_of_everything_reads_everything() -> None:
    assert scanner().reads(Sample(b"", "pdf"))


def test_the_content_decides() -> None:
    assert scanner(kinds={"pdf"}).reads(Sample(b"", "pdf", "a.txt"))
    assert not scanner(kinds={"pdf"}).reads(Sample(b"", "png", "a.pdf"))
    assert not scanner(kinds=set()).reads(Sample(b"", "pdf"))


@pytest.mark.parametrize("kind", ["unknown", "txt", "xml", "html", "zip", "ole"])
def test_a_name_counts_where_the_content_is_vague(kind: str) -> None:
    assert scanner(extensions={"hta"}).reads(Sample(b"", kind, "a.HTA"))
    assert not scanner(extensions={"hta"}).reads(Sample(b"", kind, "a.txt"))


def test_a_name_does_not_count_where_the_content_is_certain() -> None:
    assert not scanner(extensions={"hta"}).reads(Sample(b"", "pdf", "a.hta"))


def test_the_shipped_scanners_have_names_of_their_own_in_order() -> None:
    names = [each.name for each in scanners()]
    assert names == sorted(set(names))


def test_a_folder_may_hold_more(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from unhook.files.model import Found\n"
        "from unhook.files.scanner import Scanner\n"
        "SCANNER = Scanner('mine', lambda sample: Found())\n"
    )
    (tmp_path / "_private.py").write_text("raise AssertionError\n")
    assert {each.name for each in scanners((str(tmp_path),))} == {each.name for each in scanners()} | {"mine"}


def test_a_scanner_on_demand_waits_to_be_asked() -> None:
    late = replace(scanner(), on_demand=True)
    assert not late.reads(Sample(b"", "pdf"))
    assert late.reads(Sample(b"", "pdf", only=frozenset({late.name})))


def test_a_sample_that_names_scanners_is_read_by_no_other() -> None:
    assert not scanner().reads(Sample(b"", "pdf", only=frozenset({"another"})))

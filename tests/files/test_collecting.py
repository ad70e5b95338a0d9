"""What a scanner of documents collects."""

from dataclasses import replace

from unhook.files.collecting import Collecting
from unhook.files.scanner import Sample
from unhook.limits import FILES


def collecting(**limits: int) -> Collecting:
    return Collecting(Sample(data=b"x" * 1_000, kind="pdf", limits=replace(FILES, **limits)))


def test_each_limit_is_told_once_and_holds() -> None:
    out = collecting(files=1, references=2, text_chars=10)
    out.child(b"a", "one", "entry")
    out.child(b"b", "two", "entry")
    for index in range(5):
        out.reference(f"https://example.com/{index}", "text")
    assert not out.text("words and more words")
    assert not out.text("more")
    found = out.found()
    assert sorted(fault.name for fault in found.faults) == [
        "limit:files",
        "limit:references",
        "limit:text_chars",
    ]
    assert [child.name for child in found.children] == ["one"]
    assert len(found.references) == 2
    assert [text.text for text in found.texts] == ["words and "]


def test_bytes_that_come_out_count_against_the_ratio() -> None:
    out = collecting(ratio=1)
    assert out.spend(1_000_000)
    assert not out.spend(3_000_000, "big")
    assert [(fault.name, fault.detail) for fault in out.found().faults] == [("limit:ratio", "big")]


def test_signs_and_links_are_kept_once() -> None:
    out = collecting()
    for _ in range(3):
        out.sign("dde", "x")
        out.reference(" https://example.com/ ", "field")
    assert len(out.found().signs) == len(out.found().references) == 1
    assert out.knows("https://example.com/")

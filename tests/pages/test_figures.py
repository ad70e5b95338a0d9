"""Every page of the set and what is said of it; the figures that must hold.

The table is made anew with `python -m tests.pages.test_figures`; its difference is for a person to read.
"""

from functools import cache
from pathlib import Path

from unhook.pages.source.look import look
from unhook.pages.source.model import PageReport

from . import benign, traps
from .made import Case, brands

TABLE = Path(__file__).with_name("results.tsv")
ACCUSED = ("malicious", "suspicious")


@cache
def results() -> tuple[tuple[Case, PageReport], ...]:
    return tuple((case, look(case.saved, brands())) for case in (*traps.all(), *benign.all()))


def table() -> str:
    rows = ["kind\tpage\tverdict\tfirst reason"]
    for case, report in results():
        rows.append(f"{case.kind}\t{case.name}\t{report.verdict}\t{report.reasons[0].key}")
    return "\n".join(rows) + "\n"


def test_the_set_is_large_enough_and_names_are_used_once() -> None:
    names = [case.name for case, _ in results()]
    assert len(names) == len(set(names))
    assert sum(case.kind != "benign" for case, _ in results()) >= 60
    assert sum(case.kind == "benign" for case, _ in results()) >= 200


def test_each_page_is_told_as_the_table_says() -> None:
    assert table() == TABLE.read_text(encoding="utf-8")


def test_traps_whose_source_tells_are_found() -> None:
    missed = [
        case.name for case, report in results() if case.kind == "trap" and report.verdict not in ACCUSED
    ]
    assert missed == []


def test_hardly_any_benign_page_is_accused() -> None:
    pages = [(case, report) for case, report in results() if case.kind == "benign"]
    accused = [case.name for case, report in pages if report.verdict in ACCUSED]
    assert len(accused) * 200 <= len(pages), accused


def test_no_trap_is_called_benign() -> None:
    called = [
        case.name
        for case, report in results()
        if case.kind != "benign" and report.verdict == "benign-home-realm"
    ]
    assert called == []


def test_every_page_has_a_reason_for_its_verdict() -> None:
    for case, report in results():
        assert report.reasons[0].verdict == report.verdict, case.name


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")

import csv
import io
import json

import pytest

from unhook.cli.rows import Own, written

NAMES = ("path", "count", "found")
ROWS = [(Own("a.eml"), 1200, "https://evil.example/\x1b[31m"), (Own("b.eml"), 3, ["x", "y"])]


def lines(form: str, width: int | None = None) -> list[str]:
    return list(written(NAMES, ROWS, form, width))


def test_a_table_is_aligned_and_harmless() -> None:
    assert lines("table") == [
        "path   count  found",
        "a.eml  1,200  hxxps://evil[.]example/<U+001B>[31m",
        "b.eml  3      x, y",
    ]


def test_a_table_fits_its_terminal() -> None:
    assert max(map(len, lines("table", 20))) == 20


def test_csv_is_read_back_and_no_formula() -> None:
    text = "\n".join(written(("a", "b"), [("=cmd()", 'x,"y'), ("-1+1", -1)], "csv", None))
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ["'=cmd()", 'x,"y'], ["'-1+1", "-1"]]


@pytest.mark.parametrize("rows", [[], ROWS[:1], ROWS])
def test_json_is_one_array_of_exact_values(rows: list[tuple[object, ...]]) -> None:
    loaded = json.loads("".join(written(NAMES, rows, "json", None)))
    assert [tuple(row.values()) for row in loaded] == [tuple(row) for row in rows]


def test_jsonl_is_an_object_a_line() -> None:
    assert [json.loads(line)["count"] for line in lines("jsonl")] == [1200, 3]

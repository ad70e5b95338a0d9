"""Rows of answers as a table, CSV, JSON or JSON Lines; what mails hold is harmless in each of them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from unhook.report import spreadsheet
from unhook.report.columns import columns, cut
from unhook.report.defang import harmless, visible
from unhook.report.json import dumps


class Own(str):
    """Text of the user's own, such as a path: shown so that it can be copied, not defanged."""

    __slots__ = ()


FORMATS = ("table", "csv", "json", "jsonl")


def table(names: Sequence[str], rows: Iterable[Sequence[Any]], width: int | None) -> Iterator[str]:
    """Lines of aligned columns, the last one cut at `width` columns if given."""
    lines = [[_shown(cell) for cell in row] for row in (names, *rows)]
    widths = [max(columns(line[place]) for line in lines) for place in range(len(names))]
    for line in lines:
        padded = [cell + " " * (size - columns(cell)) for cell, size in zip(line, widths, strict=True)]
        text = "  ".join(padded).rstrip()
        yield cut(text, width) if width else text


def as_csv(row: Sequence[Any]) -> str:
    """One line of CSV (RFC 4180) without its line end.

    Text is defanged; what a spreadsheet would take for a formula starts with an apostrophe.
    """
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow([_cell(cell) for cell in row])
    return stream.getvalue()


def as_json(names: Sequence[str], row: Sequence[Any]) -> str:
    """One row as a JSON object; values are exact, since programs compare them."""
    return dumps(dict(zip(names, row, strict=True)))


def written(
    names: Sequence[str], rows: Iterable[Sequence[Any]], form: str, width: int | None
) -> Iterator[str]:
    """The lines of a whole answer in one of `FORMATS`. All but `table` come as the rows do."""
    match form:
        case "table":
            yield from table(names, rows, width)
        case "csv":
            yield as_csv(names)
            yield from map(as_csv, rows)
        case "jsonl":
            for row in rows:
                yield as_json(names, row)
        case _:
            before = "["
            for row in rows:
                yield before + as_json(names, row)
                before = ","
            yield "[]" if before == "[" else "]"


def _cell(cell: Any) -> Any:
    return cell if isinstance(cell, int | float) else spreadsheet.cell(_shown(cell))


def _shown(cell: Any) -> str:
    if isinstance(cell, Own):
        return visible(cell)
    if isinstance(cell, list | tuple) and cell and all(isinstance(each, str) for each in cell):
        return ", ".join(map(_shown, cell))
    return harmless(_text(cell))


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    if isinstance(cell, int):
        return f"{cell:,}"
    return json.dumps(cell, ensure_ascii=False, default=str)

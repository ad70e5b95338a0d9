from collections.abc import Callable
from html import escape
from itertools import groupby

import pytest

from files.picture.made import URL, modules
from unhook.files.picture.drawn import in_html, in_text
from unhook.limits import DEFAULT

GRID = modules()
BLANK = [False] * len(GRID[0])


def _halves(grid: list[list[bool]], indent: int = 0) -> str:
    rows = grid + [BLANK] * (len(grid) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lines = ("".join(" ▄▀█"[2 * up + down] for up, down in zip(*pair, strict=True)) for pair in pairs)
    return "\n".join(" " * indent + line for line in lines)


def _inverted() -> str:
    wide = [[True] * 4 + [not dark for dark in row] + [True] * 4 for row in GRID]
    edge = [[True] * len(wide[0])] * 4
    rows = edge + wide + edge
    rows += [[True] * len(wide[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(" ▄▀█"[2 * up + down] for up, down in zip(*pair, strict=True)) for pair in pairs)


def _whole(dark: str, light: str) -> str:
    return "\n".join("".join(dark if each else light for each in row) for row in GRID)


def _quadrants() -> str:
    by_quarters = " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█"
    rows = [[*row, False][: len(row) + len(row) % 2] for row in [*GRID, BLANK]]
    rows = rows[: len(rows) // 2 * 2]
    return "\n".join(
        "".join(
            by_quarters[8 * up[at] + 4 * up[at + 1] + 2 * down[at] + down[at + 1]]
            for at in range(0, len(up), 2)
        )
        for up, down in zip(rows[::2], rows[1::2], strict=True)
    )


TEXTS: dict[str, Callable[[], str]] = {
    "half blocks": lambda: _halves(GRID),
    "half blocks in a mail": lambda: f"Dear all,\r\n\r\n{_halves(GRID, 7)}\r\n\r\nRegards",
    "light on dark": _inverted,
    "##": lambda: "Hello\n" + _whole("##", "  ") + "\nBye",
    "one # a square": lambda: _whole("#", " "),
    "full blocks": lambda: _whole("██", "  "),
    "squares": lambda: _whole("⬛", "⬜"),
    "digits": lambda: _whole("1", "0"),
    "quadrants": _quadrants,
}


@pytest.mark.parametrize("how", TEXTS)
def test_a_code_in_characters_is_read(how: str) -> None:
    assert [(each.code.text, each.medium) for each in in_text(TEXTS[how]())] == [(URL, "text")]


def _table(cell: Callable[[bool], str], start: str = "<table>") -> str:
    rows = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in GRID)
    return f"<p>Scan</p>{start}{rows}</table>"


def _spans() -> str:
    rows = (
        "".join(
            f"<td colspan={len(list(run))} bgcolor={'black' if dark else 'white'}>"
            for dark, run in groupby(row)
        )
        for row in GRID
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _boxes() -> str:
    def box(dark: bool) -> str:
        return f'<span style="display:inline-block;background:{"#000" if dark else "#fff"}"></span>'

    return "<div>" + "".join(f"<div>{''.join(map(box, row))}</div>" for row in GRID) + "</div>"


PAGES: dict[str, Callable[[], str]] = {
    "bgcolor": lambda: _table(lambda dark: f'<td width=4 bgcolor="{"#000" if dark else "#fff"}"></td>'),
    "style": lambda: _table(
        lambda dark: f'<td style="background-color:{"#0a0a40" if dark else "white"}">&nbsp;</td>'
    ),
    "class": lambda: (
        "<style>.b{background:#000}</style>" + _table(lambda dark: f"<td class={'b' if dark else 'w'}>")
    ),
    "light cells on a dark table": lambda: _table(
        lambda dark: "<td>" if dark else "<td bgcolor=white>", "<table bgcolor=black>"
    ),
    "a box in each cell": lambda: _table(
        lambda dark: f'<td><div style="background:{"black" if dark else "white"}"></div>'
    ),
    "colspan": _spans,
    "boxes": _boxes,
}


@pytest.mark.parametrize("how", PAGES)
def test_a_code_in_cells_is_read(how: str) -> None:
    found = in_html(PAGES[how](), DEFAULT)
    assert [(each.code.text, each.medium) for each in found] == [(URL, "table")]


@pytest.mark.parametrize(
    "page",
    [
        f"<pre>{_halves(GRID)}</pre>",
        "<div>" + _halves(GRID).replace(" ", "&nbsp;").replace("\n", "<br>") + "</div>",
        "<div>" + "".join(f"&#{ord(each)};" if each != "\n" else "<br>" for each in _halves(GRID)) + "</div>",
        f"<pre>{escape(_whole('##', '  '))}</pre>",
    ],
)
def test_a_code_in_a_pages_characters_is_read(page: str) -> None:
    assert [(each.code.text, each.medium) for each in in_html(page, DEFAULT)] == [(URL, "text")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n" * 50,
        " \n" * 50,
        "#" * 5_000,
        ("#" * 40 + "\n") * 40,
        "-----\n" * 30,
        "█" * 100_000,
        "words\n" * 1_000,
    ],
)
def test_no_code_is_read_where_none_is(text: str) -> None:
    assert in_text(text) == ()
    assert in_html(text, DEFAULT) == ()


def test_a_striped_table_is_no_code() -> None:
    rows = "".join(f"<tr bgcolor={'#eee' if row % 2 else '#ccc'}>{'<td>1' * 20}</tr>" for row in range(30))
    assert in_html(f"<table>{rows}</table>", DEFAULT) == ()

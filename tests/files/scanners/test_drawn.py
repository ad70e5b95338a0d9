from files.picture.made import URL, modules, sample
from unhook.files.model import Found, Reference, Sign
from unhook.files.scanners.drawn import SCANNER

CELLS = "".join(
    "<tr>" + "".join(f"<td bgcolor={'black' if dark else 'white'}>" for dark in row) + "</tr>"
    for row in modules()
)
LINES = "\n".join("".join("██" if dark else "  " for dark in row) for row in modules())


def test_a_code_in_a_text_is_told() -> None:
    answer = SCANNER.scan(sample(LINES.encode(), "txt"))
    assert answer.record["qr"] == {"type": "url", "data": URL, "url": URL}
    assert answer.references == (Reference(URL, "qr", "text"),)
    assert answer.signs == (Sign("code-drawn-in-text", URL),)


def test_a_code_in_a_table_is_told() -> None:
    answer = SCANNER.scan(sample(f"<html><table>{CELLS}</table>".encode(), "html"))
    assert answer.references == (Reference(URL, "qr", "table"),)
    assert answer.signs == (Sign("code-drawn-in-table", URL),)


def test_nothing_is_told_of_other_text() -> None:
    assert SCANNER.scan(sample(b"Hello\xff\n" * 100, "txt")) == Found()

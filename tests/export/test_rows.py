import csv
import io
import json

from unhook.export import rows

from .batches import BATCH, INDICATORS, KEY, WHOLE


def test_no_cell_is_a_formula() -> None:
    table = list(csv.reader(io.StringIO(rows.as_csv(BATCH))))
    assert table[0][:3] == ["kind", "value", "role"]
    assert table[4][1] == "'=help@mail.example.org"
    assert not [cell for row in table[1:] for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert [row[1].lstrip("'") for row in table[1:]] == [each.value for each in INDICATORS]


def test_lines_are_exact() -> None:
    found = [json.loads(line) for line in rows.as_lines(WHOLE).splitlines()]
    assert [each["value"] for each in found] == [each.value for each in INDICATORS]
    assert found[0] == {
        "kind": "url", "value": INDICATORS[0].value, "role": "credential-page", "confidence": 95,
        "brand": "Acme", "first_seen": "2026-03-01T09:00:00+00:00", "last_seen": "2026-03-02T10:30:00+00:00",
        "mails": 2, "campaign": KEY,
    }  # fmt: skip

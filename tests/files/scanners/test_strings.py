from unhook.files.model import Fault
from unhook.files.scanner import Sample
from unhook.files.scanners.strings import SCANNER
from unhook.limits import FileLimits


def test_runs_of_both_widths() -> None:
    data = b"\x00\x01first run\xff\xfeno\x00\x01" + "second run".encode("utf-16-le") + b"\xff"
    found = SCANNER.scan(Sample(data, "unknown"))
    assert found.record["strings"] == {
        "raw": "first run\nsecond run",
        "strings": ["first run", "second run"],
    }
    assert not found.faults


def test_a_limit_is_told() -> None:
    found = SCANNER.scan(Sample(b"first\x00second\x00third", "unknown", limits=FileLimits(strings=2)))
    assert found.record["strings"]["strings"] == ["first", "second"]
    assert found.faults == (Fault("limit:strings", "strings"),)


def test_packed_data_has_only_some() -> None:
    found = SCANNER.scan(Sample(b"name\x00" * 1_000, "zip"))
    assert len(found.record["strings"]["strings"]) == 200
    assert not found.faults

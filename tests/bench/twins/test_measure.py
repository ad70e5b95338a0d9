from pathlib import Path

import pytest
from bench.twins.__main__ import main, write
from bench.twins.generate import Twin
from bench.twins.measure import Answer, accusers, mistakes, table

GENUINE = Twin("a", "genuine", "en", "invoice", ("own-host",), b"")
FORGED = Twin("b", "forged", "en", "invoice", ("free-mail", "to-ip", "none"), b"")


def test_a_table_counts_each_mail_under_each_of_its_moves() -> None:
    text = table([(GENUINE, Answer("clean", 0.1, ())), (FORGED, Answer("malicious", 0.99, ("r",)))])
    rows = [line.split()[:2] for line in text.splitlines()]
    assert ["GENUINE", "1"] in rows
    assert all([move, "1"] in rows for move in FORGED.moves)
    assert "100.0%" in next(line for line in text.splitlines() if line.startswith("FORGED"))


def test_accusers_rank_by_genuine_mail_flagged() -> None:
    judged = [
        (GENUINE, Answer("clean", 0.2, ("mild",))),
        (GENUINE, Answer("suspicious", 0.6, ("harsh",))),
        (FORGED, Answer("malicious", 0.9, ("harsh", "apt"))),
    ]
    names = [line.split()[0] for line in accusers(judged).splitlines()]
    assert names == ["rule", "harsh", "mild"]


def test_mistakes_name_both_kinds() -> None:
    judged = [(GENUINE, Answer("suspicious", 0.6, ("harsh",))), (FORGED, Answer("clean", 0.2, ()))]
    assert len(mistakes(judged).splitlines()) == 2
    assert mistakes([(GENUINE, Answer("clean", 0.0, ())), (FORGED, Answer("suspicious", 0.5, ()))]) == ""


def test_mails_are_written_with_a_manifest(tmp_path: Path) -> None:
    write([GENUINE, FORGED], tmp_path)
    assert len((tmp_path / "manifest.jsonl").read_text().splitlines()) == 2
    assert sorted(path.name for path in (tmp_path / "mail").iterdir()) == ["a.eml", "b.eml"]


def test_the_command_says_which_half_it_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "it", "--count", "4", "--split", "held-out", "--rules", "--mistakes"]) == 0
    printed = capsys.readouterr().out
    assert "odd index: held out" in printed
    assert "FORGED" in printed

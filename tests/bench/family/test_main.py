import json
from pathlib import Path

import pytest
from bench.family.__main__ import main


def test_one_table_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "nl", "--group", "notices", "--rules", "--mistakes"]) == 0
    printed = capsys.readouterr().out
    assert "test templates" in printed
    assert "GENUINE" in printed
    assert "FORGED" not in printed


def test_mails_are_written_with_split_and_template(tmp_path: Path) -> None:
    assert main(["--language", "nl", "--split", "train", "--write", str(tmp_path)]) == 0
    rows = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    assert {row["split"] for row in rows} == {"train"}
    assert all((tmp_path / "mail" / f"{row['id']}.eml").exists() for row in rows)
    assert {row["label"] for row in rows} == {"genuine", "forged"}
    assert all(row["template"] in row["id"] for row in rows)

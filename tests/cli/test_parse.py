import json
from pathlib import Path

import pytest

from unhook.cli.main import main

from .standin import mail


def test_the_model_is_printed_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail("hello"))
    assert main(["parse", "--org-domain", "Corp.Example", str(path)]) == 0
    model = json.loads(capsys.readouterr().out)
    assert model["subject"]["subject"] == "hello"
    assert model["sender"]["email"]["domain"]["root_domain"] == "sender.example"
    assert model["type"]["inbound"] is True


def test_compact_is_one_line_a_mail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.eml").write_bytes(mail(name))
    assert main(["parse", "--compact", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["subject"]["subject"] for line in lines] == ["a", "b"]


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(tmp_path / "none.eml")]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "none.eml" in shown.err

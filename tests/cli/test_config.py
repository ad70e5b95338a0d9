from pathlib import Path

import pytest

from unhook.cli.main import main
from unhook.settings.file import defaults


def test_a_file_without_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "unhook.toml"
    path.write_text(defaults())
    assert main(["config", "check", str(path)]) == 0
    assert "no mistakes" in capsys.readouterr().err


def test_mistakes_are_told_with_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "unhook.toml"
    path.write_text('[policy]\nmalicious = "eat"\n[milter]\nwrokers = 1\n')
    assert main(["config", "check", str(path)]) == 2
    told = capsys.readouterr().err
    assert "policy.malicious" in told
    assert "milter.wrokers" in told


def test_the_defaults_are_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "show", "--defaults"]) == 0
    assert capsys.readouterr().out == defaults()


def test_what_a_file_amounts_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "unhook.toml"
    path.write_text('[policy]\nmalicious = "tag"\n')
    assert main(["config", "show", str(path)]) == 0
    assert '"malicious": "tag"' in capsys.readouterr().out


def test_a_milter_does_not_start_with_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "unhook.toml"
    path.write_text("[milter]\nworkers = -1\n")
    assert main(["milter", "--config", str(path)]) == 2
    assert "milter.workers" in capsys.readouterr().err

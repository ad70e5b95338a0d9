import json
from pathlib import Path

import pytest

from unhook.cli.main import main
from unhook.verdict import learnt


def write(folder: Path, count: int, words: str, link: str) -> Path:
    folder.mkdir()
    for number, letter in enumerate("abcdefghijklmnop"[:count]):
        (folder / f"{number}.eml").write_text(
            f"From: Firm <info@example.com>\nTo: jo@corp.example\nSubject: {words} {letter}\n"
            f'Content-Type: text/html\n\n<p>{words} now</p><a href="https://{link}/x">Go on</a>\n'
        )
    return folder


@pytest.fixture
def mails(tmp_path: Path) -> dict[str, Path]:
    return {
        "phish": write(tmp_path / "phish", 14, "confirm your mailbox", "stranger.test"),
        "ham": write(tmp_path / "ham", 14, "minutes of the meeting", "www.example.com"),
    }


def test_a_model_of_ones_own_is_made_and_weighed_by(
    mails: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "model"
    status = main(["train", "--phish", str(mails["phish"]), "--ham", str(mails["ham"]), "--output", str(out)])
    assert status == 0
    assert f"phish {mails['phish']}" in capsys.readouterr().out
    assert learnt.read(out).grams
    main(["check", "--format", "jsonl", "--model", str(out), str(mails["phish"] / "0.eml")])
    own = json.loads(capsys.readouterr().out)
    main(["check", "--format", "jsonl", str(mails["phish"] / "0.eml")])
    shipped = json.loads(capsys.readouterr().out)
    assert own["score"] != shipped["score"]


def test_too_few_mails_are_told(
    mails: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = str(mails["phish"] / "0.eml")
    assert main(["train", "--phish", one, "--ham", str(mails["ham"]), "--output", str(tmp_path / "m")]) == 2
    assert "fewer than ten phish" in capsys.readouterr().err


def test_a_folder_without_a_model_is_told(mails: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--model", str(mails["ham"]), str(mails["ham"] / "0.eml")]) == 2
    assert "holds no model" in capsys.readouterr().err

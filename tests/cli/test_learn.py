import json
from pathlib import Path

import pytest

from unhook import app
from unhook.cli.main import main

MAIL = """From: Club <info@club.example>
To: jo@corp.example
Subject: Your account

Dear member, please confirm your account within 24 hours and sign in to keep your mailbox.
"""


@pytest.fixture
def mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    app.corrected_model.cache_clear()
    path = tmp_path / "mail.eml"
    path.write_text(MAIL)
    return path


def score(mail: Path, capsys: pytest.CaptureFixture[str]) -> float:
    app.corrected_model.cache_clear()
    capsys.readouterr()
    main(["check", "--format", "jsonl", str(mail)])
    return float(json.loads(capsys.readouterr().out)["score"])


def test_a_correction_moves_the_score_and_can_be_taken_back(
    mail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = score(mail, capsys)
    assert main(["learn", "--genuine", str(mail)]) == 0
    assert score(mail, capsys) < before
    assert main(["learn", "--phish", str(mail)]) == 0
    assert score(mail, capsys) > before
    assert main(["learn", "--forget", str(mail)]) == 0
    assert score(mail, capsys) == before


def test_everything_can_be_taken_back(mail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["learn", "--phish", str(mail)])
    assert main(["learn", "--forget-all"]) == 0
    assert "0 mails are known" in capsys.readouterr().err


def test_what_is_no_mail_is_an_error(mail: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "--phish", str(mail.with_name("none.eml"))]) == 2
    assert "none.eml" in capsys.readouterr().err

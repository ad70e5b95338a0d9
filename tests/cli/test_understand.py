import json
from pathlib import Path

import pytest

from unhook.cli.main import main

from .standin import mail


def test_what_a_mail_wants_is_printed_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(mail("Verify your account: sign in within 24 hours or your mailbox will be deactivated"))
    assert main(["understand", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"language", "intents", "topics", "tags", "entities"}
    assert found["intents"][0]["name"] == "cred_theft"


def test_compact_is_one_line_a_mail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.eml").write_bytes(mail(name))
    assert main(["understand", "--compact", str(tmp_path)]) == 0
    assert len([json.loads(line) for line in capsys.readouterr().out.splitlines()]) == 2


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", str(tmp_path / "none.eml")]) == 2
    assert "none.eml" in capsys.readouterr().err

from pathlib import Path

import pytest

from unhook.cli.main import main
from unhook.store.schema import REVISION


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = str(tmp_path / "mail.db")
    monkeypatch.setenv("UNHOOK_STORE", path)
    monkeypatch.delenv("UNHOOK_STORE_KEYS", raising=False)
    assert main(["store", "migrate"]) == 0
    return path


def test_a_store_is_shown_and_checked(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["store", "check"]) == 0
    assert main(["store", "show"]) == 0
    told = capsys.readouterr().out
    assert "the store is whole" in told
    assert "0  messages" in told
    assert f"tables at {REVISION}" in told


def test_a_key_is_made_and_used(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["store", "reseal"]) == 2
    assert "no key to seal with" in capsys.readouterr().err
    assert main(["store", "key", "2026"]) == 0
    monkeypatch.setenv("UNHOOK_STORE_KEYS", capsys.readouterr().out)
    assert main(["store", "reseal"]) == 0
    assert "0 texts" in capsys.readouterr().err


def test_what_was_kept_long_enough_goes(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text("From: a@example.com\nDate: Mon, 02 Mar 2020 10:00:00 +0000\nMessage-ID: <1@x>\n\nx\n")
    assert main(["store", "import", str(mail)]) == 0
    assert main(["store", "expire", "--message-days", "100000"]) == 0
    assert "0 messages" in capsys.readouterr().err
    assert main(["store", "expire"]) == 0
    assert "1 messages" in capsys.readouterr().err


def test_a_store_that_cannot_be_opened_is_told(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(store).write_bytes(b"no database" * 500)
    assert main(["store", "check"]) == 2
    assert "not a database" in capsys.readouterr().err
    assert main(["store", "show", "--store", "mysql://x/y"]) == 2
    monkeypatch.delenv("UNHOOK_STORE")
    with pytest.raises(SystemExit):
        main(["store", "show"])

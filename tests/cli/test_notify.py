import json
from pathlib import Path

import pytest

from campaigns.stored import lured
from store.conftest import NOW
from unhook.cli.main import main
from unhook.store import Keys, Store


def test_events_are_written_to_the_log_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mail.db"
    config = tmp_path / "unhook.toml"
    config.write_text(f'[store]\nurl = "{path}"\n[export]\nlog = "json"\n')
    store = Store.open(str(path), keys=Keys(), clock=lambda: NOW)
    assert main(["notify", "--config", str(config), "--once"]) == 0
    lured(store, 1)
    assert [main(["notify", "--config", str(config), "--once"]) for _ in range(2)] == [0, 0]
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["type"] == "mail.malicious"
    store.close()


def test_there_must_be_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "unhook.toml"
    config.write_text('[export]\nlog = "json"\n')
    assert main(["notify", "--config", str(config), "--once"]) == 2
    assert "nothing to follow" in capsys.readouterr().err

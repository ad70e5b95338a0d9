import io
from pathlib import Path

import pytest

from unhook.cli.main import main
from unhook.console import password
from unhook.store import Store, users


def test_a_user_is_added_and_gets_another_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'mail.db'}"
    add = ["console", "user", "add", "ann", "--role", "admin", "--address", "ann@corp.test", "--store", url]
    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough password\n"))
    assert main(add) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough password\n"))
    assert main(add) == 2
    assert "already" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["console", "user", "password", "ann", "--store", url]) == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("another long password\n"))
    assert main(["console", "user", "password", "ann", "--store", url]) == 0
    with Store.open(url).reading() as connection:
        ann = users.named(connection, "ann")
    assert ann is not None
    assert (ann.role, ann.address) == ("admin", "ann@corp.test")
    assert password.fits(ann.password, "another long password")
    monkeypatch.setattr("sys.stdin", io.StringIO("another long password\n"))
    assert main(["console", "user", "password", "bob", "--store", url]) == 2

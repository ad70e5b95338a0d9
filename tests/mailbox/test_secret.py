from pathlib import Path

import pytest

from unhook.errors import MailboxError
from unhook.mailbox.secret import Secret


def test_a_secret_is_read_anew_each_time(tmp_path: Path) -> None:
    path = tmp_path / "token"
    for word in ("one", "two words "):
        path.write_text(f"{word}\n")
        assert Secret(path).read() == word


def test_it_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHOOK_TEST_SECRET", "word")
    assert Secret(variable="UNHOOK_TEST_SECRET").read() == "word"


def test_without_one_there_is_an_error_that_does_not_last(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "odd").write_bytes(b"\xff")
    for secret in (Secret(tmp_path / "none"), Secret(tmp_path / "empty"), Secret(tmp_path / "odd"), Secret()):
        with pytest.raises(MailboxError) as failure:
            secret.read()
        assert failure.value.temporary

from collections.abc import Callable
from pathlib import Path

import pytest

from unhook import app

from .standin import Pack, mail


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "shipped_pack", Pack)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of mails with the subjects given, in that order."""

    def make(*subjects: str) -> Path:
        where = tmp_path / "mails"
        where.mkdir()
        for number, subject in enumerate(subjects):
            (where / f"{number:04d}.eml").write_bytes(mail(subject))
        return where

    return make

from collections.abc import Callable
from pathlib import Path

import pytest

from unhook.cli.main import main
from unhook.feeds import installed

Rules = Callable[..., int]


@pytest.fixture(autouse=True)
def _no_feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    installed.lists.cache_clear()


@pytest.fixture
def rules() -> Rules:
    """`unhook rules` with these arguments."""
    return lambda *arguments: main(["rules", *map(str, arguments)])


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a rule file with the source given, as it stands in the file."""

    def made(name: str, source: str, more: str = "") -> Path:
        path = tmp_path / "rules" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'name: "{name}"\nseverity: high\nsource: {source}\n{more}')
        return path

    return made

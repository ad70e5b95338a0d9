"""What docs/writing-rules.md shows is what the tools print."""

import json
import re
from pathlib import Path

import pytest

from unhook.cli.main import main
from unhook.feeds import installed

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")


def test_the_explanation_is_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path))
    installed.lists.cache_clear()
    found = re.search(r"```\n\$ unhook rules explain '(.*)' --on mail\.eml\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    assert main(["rules", "explain", found[1], "--on", str(ROOT / "examples" / "seed-scam.eml")]) == 0
    assert found[2] in capsys.readouterr().out


def test_the_rows_for_machines_are_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my-rule.yml").write_text("name: My rule\nseverity: low\nsource: |\n  type.inbund\n")
    assert main(["rules", "check", "my-rule.yml", "--format", "json"]) == 1
    shown = re.search(r"```\n(\[\{.*?)```", TEXT, re.DOTALL)
    assert shown is not None
    assert json.loads(capsys.readouterr().out) == json.loads(shown[1])


def test_it_tells_of_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rules", "--help"])
    verbs = set(re.findall(r"^    ([a-z-]+)(?: |$)", capsys.readouterr().out, re.MULTILINE))
    assert verbs >= {"fmt", "explain"}
    assert {verb for verb in verbs if f"unhook rules {verb}" not in TEXT} == {"list"}

"""What the guides tell people to copy works as it stands."""

import re
from pathlib import Path

import pytest

from unhook.rules import cases, rule_file, standards
from unhook.rules.prove import prove

ROOT = Path(__file__).parents[1]


def block(guide: str, language: str) -> str:
    """The only fenced block of that language."""
    text = (ROOT / guide).read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_rule_to_copy_is_fit_to_ship_and_holds(tmp_path: Path) -> None:
    source = block("CONTRIBUTING.md", "yaml")
    (id_,) = re.findall(r"^id: (\S+)", source, re.MULTILINE)
    path = tmp_path / f"{id_}.yml"
    path.write_text(source, encoding="utf-8")
    assert standards.problems(rule_file.read(path, source), cases.read(path, source)) == ()
    proof = prove([path])
    assert (proof.rules, proof.failures) == (1, ())
    assert proof.mails >= 2


def test_the_library_example_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(block("README.md", "python"), "README.md", "exec"), {})
    first, *reasons = capsys.readouterr().out.splitlines()
    assert first.split()[0] == "malicious"
    assert len(reasons) >= 8

"""The rule that CONTRIBUTING.md tells people to copy works as it stands."""

import re
from pathlib import Path

from unhook.rules import cases, rule_file, standards
from unhook.rules.prove import prove

ROOT = Path(__file__).parents[2]


def test_the_rule_to_copy_is_fit_to_ship_and_holds(tmp_path: Path) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (source,) = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (id_,) = re.findall(r"^id: (\S+)", source, re.MULTILINE)
    path = tmp_path / f"{id_}.yml"
    path.write_text(source, encoding="utf-8")
    assert standards.problems(rule_file.read(path, source), cases.read(path, source)) == ()
    proof = prove([path])
    assert (proof.rules, proof.failures) == (1, ())
    assert proof.mails >= 2

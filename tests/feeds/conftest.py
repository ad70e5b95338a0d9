from pathlib import Path

import pytest

RULE = """name: {name}
type: {kind}
severity: high
source: |
  {source}
attack_types: ["Credential Phishing"]
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder as its publisher keeps it."""
    folder = tmp_path / "published"
    write(folder / "rules" / "hello.yml", 'strings.icontains(subject.subject, "hello")')
    (folder / "hosts.txt").write_text("one.example\ntwo.example\n")
    (folder / "README.md").write_text("Rules.\n")
    return folder


def write(path: Path, condition: str, kind: str = "rule") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RULE.format(name=path.stem, kind=kind, source=condition))

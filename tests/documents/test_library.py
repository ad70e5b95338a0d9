"""The examples in docs/library.md and README.md run, and give what stands below them."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(document: str) -> list[str]:
    found = _PYTHON.findall((ROOT / document).read_text(encoding="utf-8"))
    assert found
    return found


def test_the_examples_for_the_library_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    # One after the other, as a reader would type them.
    source = "\n".join(blocks("docs/library.md"))
    examples = doctest.DocTestParser().get_doctest(source, {}, "docs/library.md", "docs/library.md", 0)
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples, out=report.append)
    assert result.attempted > 0
    assert result.failed == 0, "".join(report)


def test_the_example_in_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    for block in blocks("README.md"):
        exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("malicious ")

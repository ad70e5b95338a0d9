"""Golden cases: `errors/NAME.mql` and what is said about it, `errors/NAME.txt`."""

from pathlib import Path

import pytest

from unhook import mql

HERE = Path(__file__).parent / "errors"
SOURCES = sorted(HERE.glob("*.mql"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_rendering(path: Path) -> None:
    with pytest.raises(mql.DiagnosticError) as caught:
        mql.compile(path.read_text("utf-8"), name=path.stem)
    assert str(caught.value) == path.with_suffix(".txt").read_text("utf-8").rstrip("\n")


def test_every_code_has_a_case() -> None:
    """The codes that the language's sources name, and those of the golden cases, are the same."""
    sources = Path(mql.__file__).parent.glob("*.py")
    named = {code for path in sources for code in _codes(path.read_text("utf-8"))}
    shown = {code for path in HERE.glob("*.txt") for code in _codes(path.read_text("utf-8"))}
    assert named - shown == {"W401"}
    assert len(SOURCES) >= 60


def _codes(text: str) -> set[str]:
    import re

    return set(re.findall(r"\b[EW][0-4]\d\d\b", text))


def test_warnings_do_not_keep_a_rule_from_running() -> None:
    program = mql.compile("subject.subject == null and type.inbound")
    assert [(each.code, each.severity) for each in program.warnings] == [("W401", "warning")]


def test_several_rules_report_all_of_theirs() -> None:
    with pytest.raises(mql.RulesError) as caught:
        mql.compile_all({"one": "type.inbond", "two": "type.inbound", "three": "foo"})
    assert list(caught.value.errors) == ["one", "three"]
    assert "--> three:1:1" in str(caught.value)


def test_positions_count_code_points_and_tabs() -> None:
    source = 'subject.subject == "😀"\n\tand typ.inbound'
    with pytest.raises(mql.DiagnosticError) as caught:
        mql.compile(source)
    (problem,) = caught.value.diagnostics
    assert problem.position(source) == (2, 6)
    assert source[slice(*problem.span)] == "typ"
    assert "2 | \tand typ.inbound\n  | \t    ^^^" in problem.render(source)

"""Everything that is wrong with a rule file, at its place."""

from pathlib import Path

from unhook.rules import problems


def found(text: str) -> list[tuple[str, int, str]]:
    return [(each.code, each.line, each.severity) for each in problems.of(Path("r.yml"), text)]


def test_keys_mails_and_source_are_looked_at_together() -> None:
    text = "serverity: high\nweight: heavy\nsource: |\n  type.inbund\n  and x\ntests: {maybe: []}\n"
    assert found(text) == [
        ("key", 1, "error"),
        ("key", 1, "warning"),
        ("key", 2, "error"),
        ("E202", 4, "error"),
        ("E201", 5, "error"),
        ("tests", 6, "error"),
    ]


def test_spans_are_those_of_the_file() -> None:
    text = "name: x\nsource: |\n  type.inbund\n"
    (problem,) = problems.of(Path("r.yml"), text)
    assert text[slice(*problem.span)] == "inbund"
    assert (problem.line, problem.column) == (3, 8)
    assert problem.shown.splitlines()[1].endswith("r.yml:3:8")


def test_a_broken_file_has_one_problem() -> None:
    assert found("name: [\n") == [("yaml", 2, "error")]


def test_keys_that_feeds_have_and_we_do_not_know_are_let_through() -> None:
    assert found("name: x\nsource: type.inbound\nzzz: 1\ntags: [a]\n") == []

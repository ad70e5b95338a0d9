from pathlib import Path

from unhook.rules.prove import prove
from unhook.rules.skeleton import create

MAILS = """\
tests:
  match:
    - name: hits
      mail: |
        Subject: alpha

        x
  no_match:
    - name: spares
      mail: |
        Subject: beta

        x
"""


def rule(folder: Path, source: str, tests: str = MAILS) -> Path:
    path = folder / "r.yml"
    path.write_text(f"name: r\nsource: |\n  {source}\n{tests}")
    return path


def seen(folder: Path, source: str, tests: str = MAILS) -> list[tuple[str, str]]:
    return [(failure.case, failure.seen) for failure in prove([rule(folder, source, tests)]).failures]


def test_a_rule_that_holds(tmp_path: Path) -> None:
    report = prove([rule(tmp_path, 'subject.subject == "alpha"')])
    assert (report.rules, report.mails, report.failures) == (1, 2, ())


def test_a_rule_that_never_hits(tmp_path: Path) -> None:
    assert seen(tmp_path, 'subject.subject == "gamma"') == [("hits", "must match, but was false")]


def test_a_rule_that_is_null(tmp_path: Path) -> None:
    assert seen(tmp_path, 'headers.mailer == "x"') == [("hits", "must match, but was null")]


def test_a_rule_that_always_hits_shows_what_it_saw(tmp_path: Path) -> None:
    ((case, why),) = seen(tmp_path, 'strings.icontains(subject.subject, "a")')
    assert case == "spares"
    assert "must not match, but did: subject.subject 'a'" in why


def test_a_rule_that_lacks_a_fact_proves_nothing(tmp_path: Path) -> None:
    failures = seen(tmp_path, '"x" in $org_domains')
    assert failures == [
        ("hits", "not evaluated: needs $org_domains"),
        ("spares", "not evaluated: needs $org_domains"),
    ]


def test_both_kinds_of_mail_are_needed(tmp_path: Path) -> None:
    assert seen(tmp_path, "true", "tests: {}\n") == [
        ("", "tests: no match mail"),
        ("", "tests: no no_match mail"),
    ]


def test_a_rule_that_does_not_compile_fails_with_its_diagnostic(tmp_path: Path) -> None:
    ((case, why),) = seen(tmp_path, "subject.subjekt == 1")
    assert case == ""
    assert "did you mean `subject`" in why


def test_a_new_rule_proves_itself(tmp_path: Path) -> None:
    create(tmp_path / "fresh-rule.yml")
    assert prove([tmp_path]).failures == ()

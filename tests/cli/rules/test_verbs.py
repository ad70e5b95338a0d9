from pathlib import Path

import pytest

from unhook.cli.main import main


def rules(*arguments: str | Path) -> int:
    return main(["rules", *map(str, arguments)])


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    path = tmp_path / "fresh-rule.yml"
    assert rules("new", path.with_suffix("")) == 0
    return path


def test_a_new_rule_passes_test_and_check(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("test", fresh) == 0
    assert rules("check", fresh) == 0
    assert capsys.readouterr().out.splitlines() == ["1 rules, 2 mails: all hold", "1 rules: no mistakes"]


def test_a_failing_rule_is_named_with_its_case(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh.write_text(fresh.read_text().replace('"replace me")', '"nothing such")'))
    assert rules("test", fresh) == 1
    out = capsys.readouterr().out
    assert "FAILED fresh-rule [the mail it is made for]: must match, but was false" in out
    assert out.splitlines()[-1] == "1 rules, 2 mails: 1 rules failed"


def test_check_points_at_the_place(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh.write_text(
        fresh.read_text().replace("subject.subject,", "subject.subjekt,").replace("group: text", "group: x")
    )
    assert rules("check", fresh) == 1
    out = capsys.readouterr().out
    assert "did you mean `subject`?" in out
    assert "^" in out


def test_what_the_shipped_pack_asks_is_asked_of_others_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "feed-rule.yml").write_text("name: Feed rule\nsource: type.inbound\n")
    assert rules("check", tmp_path) == 0
    assert rules("check", "--shippable", tmp_path) == 1
    assert "tests: no match mail" in capsys.readouterr().out


def test_list_is_one_line_a_rule(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("list", fresh) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split() == ["fresh-rule", "text", "medium", "+0.8", "Fresh", "rule"]


def test_new_neither_overwrites_nor_takes_odd_names(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("new", fresh) == 2
    assert rules("new", fresh.with_name("Bad Name.yml")) == 2
    err = capsys.readouterr().err
    assert "exists already" in err
    assert "small letters and hyphens" in err


def test_control_characters_of_a_rules_mail_stay_off_the_screen(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh.write_text(fresh.read_text().replace("A replacement for me", '"please replace me \\x1b[31m"'))
    rules("test", fresh)
    assert "\x1b" not in capsys.readouterr().out


def test_a_path_without_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules("test", tmp_path) == 2
    assert "no rule files" in capsys.readouterr().err

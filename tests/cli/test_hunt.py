import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unhook.cli.main import main


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from unhook.feeds import installed

    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    installed.lists.cache_clear()


def test_a_hunt_names_the_mails_and_the_place(
    folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    mails = folder("hello", "bye", "hello again")
    assert main(["hunt", 'strings.icontains(subject.subject, "hello")', str(mails)]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 3
    assert "subject.subject: hello" in said.out.replace("[.]", ".")
    assert "3 mails: 2 found" in said.err


def test_many_processes_find_the_same(
    folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    mails = folder(*(f"mail {number}" for number in range(50)))
    arguments = ["hunt", 'regex.contains(subject.subject, "[05]$")', str(mails), "--format", "jsonl"]
    main([*arguments, "--jobs", "1"])
    alone = capsys.readouterr().out
    main([*arguments, "--jobs", "2"])
    assert capsys.readouterr().out == alone
    assert len(alone.splitlines()) == 10


def test_values_are_json(folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    main(["hunt", "sender.email.domain.domain", str(folder("x")), "--format", "json"])
    assert [row["found"] for row in json.loads(capsys.readouterr().out)] == ["sender.example"]


def test_what_is_undecided_says_for_want_of_what(
    folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["hunt", "network.whois(sender.email.domain).days_old < 30", str(folder("x"))])
    assert "1 undecided for want of whois" in capsys.readouterr().err


def test_a_mistake_is_shown_with_its_place(
    folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hunt", "type.inbund", str(folder("x"))]) == 2
    assert "^" in capsys.readouterr().err


def test_a_mail_that_is_not_there_is_no_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hunt", "type.inbound", str(tmp_path / "none.eml")]) == 2
    assert "none.eml" in capsys.readouterr().err


def test_a_backtest_counts(
    folder: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, source in (("greets", '"hello"'), ("says", '"el"'), ("never", '"xyz"')):
        path = tmp_path / "rules" / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"name: {name}\nsource: |\n  strings.icontains(subject.subject, {source})\n")
    mails = folder("hello", "bye", "hello again", "gel")
    arguments = ["rules", "backtest", str(tmp_path / "rules"), "--on", str(mails)]
    assert main([*arguments, "--format", "json"]) == 0
    rows = {row["rule"]: row for row in json.loads(capsys.readouterr().out)}
    assert {name: (row["hits"], row["alone"]) for name, row in rows.items()} == {
        "greets": (2, 0),
        "says": (3, 1),
    }
    assert all(sample.startswith(str(mails)) for sample in rows["says"]["samples"])
    main(arguments)
    assert "together" in capsys.readouterr().out


def test_what_was_found_before_an_interruption_is_shown(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from unhook.archive.hunt import Found
    from unhook.cli.hunt import Task
    from unhook.cli.sources import Source

    def look(task: Task, source: Source) -> Found:
        if source.path.endswith("0001.eml"):
            raise KeyboardInterrupt
        return Found(source.path, "hit", subject="first")

    monkeypatch.setattr(Task, "__call__", look)
    assert main(["hunt", "type.inbound", str(folder("a", "b", "c"))]) == 130
    said = capsys.readouterr()
    assert "first" in said.out
    assert "1 mails: 1 found, then interrupted" in said.err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_list_from_the_command_line(
    folder: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    jobs: str,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    mails = folder("mail 7", "mail x", "mail 19999")
    (tmp_path / "known.txt").write_text("".join(f"Mail {number}\n" for number in range(40_000)))
    question = "subject.subject in~ $known and subject.subject in $exact"
    (tmp_path / "exact.txt").write_text("mail 7\nmail x\n")
    given = [f"--list={name}={tmp_path / name}.txt" for name in ("known", "exact")]
    assert main(["hunt", question, str(mails), *given, "--jobs", jobs, "--format", "jsonl"]) == 0
    said = capsys.readouterr()
    assert [json.loads(line)["subject"] for line in said.out.splitlines()] == ["mail 7"]


def test_a_list_that_is_not_there(
    folder: Callable[..., Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["hunt", "subject.subject in $x", str(folder("a")), "--list", f"x={tmp_path}/no.txt"]) == 2
    assert "no.txt: cannot be read: No such file" in capsys.readouterr().err

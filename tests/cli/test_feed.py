from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from unhook.cli.main import main
from unhook.feeds import installed

RULE = 'name: Says hello\nseverity: high\nattack_types: ["Credential Phishing"]\nsource: |\n  {}\n'


@pytest.fixture(autouse=True)
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "hello.yml").write_text(RULE.format('strings.icontains(subject.subject, "hello")'))
    (folder / "hosts.txt").write_text("one.example\n")
    forget()
    yield folder
    forget()


def forget() -> None:
    for cached in (installed.packs, installed.lists, installed._files):
        cached.cache_clear()


def test_adding_says_what_is_in_it(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source / "broken.yml").write_text(RULE.format("type.inbund"))
    assert main(["feed", "add", str(source), "--name", "mine"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("mine: version ")
    for part in (
        "2 of type rule, 1 usable",
        "$hosts 1",
        "1 cannot be used",
        "broken.yml:1:6",
        "did you mean `inbound`",
    ):
        assert part in said


def test_what_can_be_evaluated_is_told_with_what_the_others_wait_for(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "history.yml").write_text(RULE.format("profile.by_sender().solicited"))
    (source / "host.yml").write_text(RULE.format("sender.email.domain.domain in $hosts"))
    (source / "own.yml").write_text(RULE.format("sender.email.domain.domain in $org_domains"))
    main(["feed", "add", str(source), "--name", "mine"])
    said = capsys.readouterr().out
    assert "2 of 4 usable rules can be evaluated in full now" in said
    assert "the others wait for: $org_domains 1, profile 1" in said


def test_a_feed_judges_beside_the_pack(
    source: Path, folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["feed", "add", str(source), "--name", "mine"])
    mails = folder("hello", "phish")
    capsys.readouterr()
    main(["check", str(mails), "--format", "jsonl", "--feed", "mine"])
    first, second = capsys.readouterr().out.splitlines()
    assert '"source": "mine"' in first
    assert '"says-so"' in second
    assert '"source": "mine"' not in second


def test_many_mails_are_judged_by_it_in_every_process(
    source: Path, folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["feed", "add", str(source), "--name", "mine"])
    mails = folder(*["hello"] * 20)
    capsys.readouterr()
    main(["check", str(mails), "--format", "jsonl", "--feed", "all", "--jobs", "2"])
    assert capsys.readouterr().out.count('"source": "mine"') == 20


def test_updating_going_back_listing_and_removing(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["feed", "add", str(source), "--name", "mine"])
    assert main(["feed", "update"]) == 0
    assert "mine: nothing new" in capsys.readouterr().out
    (source / "more.yml").write_text(RULE.format("type.inbound"))
    main(["feed", "update", "mine"])
    assert "2 of type rule" in capsys.readouterr().out
    main(["feed", "list"])
    assert capsys.readouterr().out.endswith("1 to go back to\n")
    main(["feed", "rollback", "mine"])
    assert "1 of type rule" in capsys.readouterr().out
    main(["feed", "show", "mine"])
    assert "1 of type rule" in capsys.readouterr().out
    main(["feed", "remove", "mine"])
    main(["feed", "list"])
    assert capsys.readouterr().out == "mine: removed\n"


def test_one_feed_that_cannot_be_had_keeps_no_other_from_its_update(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "a.yml").write_text(RULE.format("type.inbound"))
    main(["feed", "add", str(tmp_path / "gone"), "--name", "gone"])
    main(["feed", "add", str(source), "--name", "mine"])
    (tmp_path / "gone" / "a.yml").unlink()
    capsys.readouterr()
    assert main(["feed", "update"]) == 2
    assert "mine: nothing new" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["feed", "add", "/nowhere"], ["feed", "remove", "x"], ["check", "a.eml", "--feed", "x"]]
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.eml").write_bytes(b"Subject: x\r\n\r\n")
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1

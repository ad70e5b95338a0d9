import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from unhook.cli.main import main

from .standin import mail

HUNTS = (
    'strings.icontains(subject.subject, "HELLO")',
    'not regex.contains(subject.subject, "^hello")',
    "type.inbound and length(body.links) == 0",
    "subject.subject",
    "map(attachments, .sha256)",
    "network.whois(sender.email.domain).days_old < 30",
    'sender.email.domain.domain in $org_domains and subject.subject == "bye"',
)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from unhook.feeds import installed

    monkeypatch.setenv("UNHOOK_HOME", str(tmp_path / "home"))
    installed.lists.cache_clear()


@pytest.fixture
def mbox(tmp_path: Path) -> Path:
    path = tmp_path / "all.mbox"
    mails = [mail(subject) for subject in ("hello", "bye", "hello again")]
    path.write_bytes(
        b"".join(b"From a@example.com Mon Mar  2 10:00:00 2026\n" + each + b"\n\n" for each in mails)
    )
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mail.parquet"


@pytest.mark.parametrize("options", [[], ["--org-domain", "sender.example"]])
@pytest.mark.parametrize("hunt", HUNTS)
def test_a_hunt_over_an_index_answers_as_over_the_mails(
    folder: Callable[..., Path],
    mbox: Path,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    hunt: str,
    options: list[str],
) -> None:
    mails = folder("hello", "Hello you", "bye")
    assert main(["index", str(mails), str(mbox), "--to", str(file)]) == 0
    assert "6 mails" in capsys.readouterr().err
    arguments = ["hunt", hunt, "--format", "jsonl", *options]
    status = main([*arguments, str(mails), str(mbox)])
    direct = capsys.readouterr()
    mails.rename(mails.with_name("gone"))
    assert main([*arguments, str(file)]) == status
    assert capsys.readouterr() == direct


def test_an_index_and_mails_are_hunted_together(
    folder: Callable[..., Path], mbox: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["index", str(mbox), "--to", str(file)])
    capsys.readouterr()
    mails = folder("bye bye")
    assert (
        main(["hunt", 'strings.contains(subject.subject, "bye")', str(file), str(mails), "--format", "json"])
        == 0
    )
    said = capsys.readouterr()
    assert [Path(row["path"]).name for row in json.loads(said.out)] == ["all.mbox#2", "0000.eml"]
    assert "4 mails: 2 found" in said.err


def test_a_mail_that_cannot_be_read_is_told_and_the_others_are_kept(
    folder: Callable[..., Path], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mails = folder("hello", "bye")
    (mails / "0002.eml").write_bytes(b"")
    assert main(["index", str(mails), "--to", str(file)]) == 2
    said = capsys.readouterr().err
    assert "0002.eml: empty" in said
    assert "2 mails" in said
    assert "1 could not be read" in said


def test_without_mails_there_is_no_file(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", str(tmp_path / "none"), "--to", str(file)]) == 2
    assert "was not written" in capsys.readouterr().err
    assert not file.exists()


def test_nothing_but_an_index_is_written_over(
    folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    mails = folder("hello")
    one = mails / "0000.eml"
    for wrong in (one, mails, mails / "none" / "x.parquet"):
        assert main(["index", str(mails), "--to", str(wrong)]) == 2
        assert "unhook: " in capsys.readouterr().err
    assert one.read_bytes() == mail("hello")


def test_an_interruption_leaves_the_old_file(
    folder: Callable[..., Path],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from unhook.cli.index import Made, Task
    from unhook.cli.sources import Source

    mails = folder("hello", "bye")
    main(["index", str(mails), "--to", str(file)])
    before = file.read_bytes()

    def stop(task: Task, source: Source) -> Made:
        raise KeyboardInterrupt

    monkeypatch.setattr(Task, "__call__", stop)
    assert main(["index", str(mails), "--to", str(file)]) == 130
    assert "nothing was written" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir() if "parquet" in path.name) == [file.name]


def test_an_index_of_another_unhook_is_asked_mail_by_mail(
    folder: Callable[..., Path],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from unhook.archive.index import stamp

    with monkeypatch.context() as older:
        older.setattr(stamp, "stamp", lambda limits: "older")
        main(["index", str(folder("hello", "bye")), "--to", str(file)])
    capsys.readouterr()
    assert main(["hunt", 'subject.subject == "bye"', str(file)]) == 0
    said = capsys.readouterr().err
    assert "another Unhook" in said
    assert "2 mails: 1 found" in said


def test_a_broken_index_is_no_answer(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(b"PAR1 and no more")
    assert main(["hunt", "type.inbound", str(file)]) == 2
    assert "mail.parquet" in capsys.readouterr().err


def test_without_the_extra_the_verb_says_what_to_install(
    folder: Callable[..., Path],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from unhook.archive.index import engine

    engine._duckdb.cache_clear()
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert main(["index", str(folder("hello")), "--to", str(file)]) == 2
    assert "pip install 'unhook[index]'" in capsys.readouterr().err
    engine._duckdb.cache_clear()


def test_a_hunt_over_mails_does_not_load_duckdb(folder: Callable[..., Path]) -> None:
    code = (
        "import sys; from unhook.cli.main import main;"
        f" main(['hunt', 'type.inbound', {str(folder('hello'))!r}]); sys.exit('duckdb' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_process_that_used_an_index_ends_in_silence(folder: Callable[..., Path], file: Path) -> None:
    command = [sys.executable, "-m", "unhook", "index", str(folder("hello")), "--to", str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert len(done.stderr.splitlines()) == 1

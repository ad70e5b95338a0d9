"""`unhook explode`: a mail's files and any other file."""

import email.message
import json
from pathlib import Path

import pytest

from unhook import app
from unhook.cli.main import main
from unhook.files.clamd import Clamd


def mail(folder: Path) -> str:
    message = email.message.EmailMessage()
    message["From"] = "Ann <ann@florist.test>"
    message["To"] = "Jo <jo@corp.example>"
    message["Subject"] = "Files"
    message.set_content("Two files.\n")
    message.add_attachment(b"MZ program", "application", "pdf", filename="invoice.pdf", cte="base64")
    message.add_attachment(b"Hello.", "text", "plain", filename="note.txt", cte="base64")
    path = folder / "mail.eml"
    path.write_bytes(message.as_bytes())
    return str(path)


def test_the_files_of_a_mail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["explode", mail(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "invoice.pdf  exe  10 bytes"
    assert "  ! type-mismatch-name: exe as .pdf" in lines
    assert "note.txt  txt  6 bytes" in lines
    assert status == 0


def test_any_other_file_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"Hello.")
    assert main(["explode", "--format", "json", str(path)]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    (tree,) = document["trees"]
    (file,) = tree["files"]
    assert (document["path"], file["name"], file["kind"], file["size"]) == (str(path), "note.txt", "txt", 6)
    assert len(file["sha256"]) == 64


def test_several_files_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"Hello.")
    main(["explode", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("/")] == [
        str(tmp_path / "a.txt"),
        str(tmp_path / "b.txt"),
    ]


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explode", str(tmp_path / "none")]) == 2
    assert "none: No such file or directory" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_file_facts", lambda limits: {})
    assert main(["explode", mail(tmp_path)]) == 2
    assert "unhook[files]" in capsys.readouterr().err


RULE = 'rule of_ours { meta: description = "our word" strings: $a = "florists only" condition: $a }\n'


def file_of_ours(folder: Path) -> str:
    path = folder / "note.txt"
    path.write_bytes(b"For florists only.")
    return str(path)


def test_rules_of_the_operators_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "ours.yar").write_text(RULE)
    main(["explode", "--yara", str(rules), file_of_ours(tmp_path)])
    assert "  ! yara-match: of_ours: our word" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("verb", ["check", "explode"])
def test_a_rule_that_does_not_compile_ends_it_with_its_name(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.yar"
    broken.write_text("rule { nothing }\n")
    assert main([verb, "--yara", str(broken), mail(tmp_path)]) == 2
    assert "broken.yar" in capsys.readouterr().err


def test_a_virus_that_clamav_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def scan(self: Clamd, data: bytes) -> str:
        asked.append((self.address, data))
        return "Test-Word"

    monkeypatch.setattr(Clamd, "scan", scan)
    main(["explode", "--clamd", "/run/clamd.sock", file_of_ours(tmp_path)])
    assert "  ! virus: Test-Word" in capsys.readouterr().out.splitlines()
    assert asked == [("/run/clamd.sock", b"For florists only.")]


def test_a_daemon_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explode", "--clamd", str(tmp_path / "none.sock"), file_of_ours(tmp_path)]) == 2
    assert "clamd at" in capsys.readouterr().out

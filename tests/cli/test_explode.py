"""`unhook explode`: a mail's files and any other file."""

import email.message
import json
from pathlib import Path

import pytest

from unhook import app
from unhook.cli.main import main


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

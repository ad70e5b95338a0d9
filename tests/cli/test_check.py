import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from unhook import app
from unhook.cli.main import main
from unhook.context import Looking
from unhook.pages.flow.following import Follower
from unhook.pages.flow.model import Known
from unhook.pages.saved.model import Saved

from .standin import mail

Folder = Callable[..., Path]


@pytest.mark.parametrize(
    ("subject", "status"), [("hello", 0), ("phish", 1), ("break", 2)], ids=["clean", "found", "broken"]
)
def test_the_exit_status_says_what_was_found(folder: Folder, subject: str, status: int) -> None:
    assert main(["check", str(folder(subject) / "0000.eml")]) == status


def test_one_mail_gets_the_full_report(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder("phish") / "0000.eml")])
    shown = capsys.readouterr().out
    assert shown.startswith(" DANGEROUS  This mail is phishing")
    assert "What to do now" in shown


def test_many_mails_get_a_line_each_and_a_summary(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder("hello", "phish", "hello"))]) == 1
    shown = capsys.readouterr()
    assert [line.split()[0] for line in shown.out.splitlines()] == ["nothing", "dangerous", "nothing"]
    assert "Checked 3 mails: 1 dangerous, 0 suspicious, 2 without a warning" in shown.err


def test_one_broken_mail_stops_nothing(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "jsonl", str(folder("phish", "break", "hello"))]) == 2
    shown = capsys.readouterr()
    levels = [json.loads(line)["verdict"] for line in shown.out.splitlines()]
    assert levels == ["malicious", "incomplete", "clean"]
    assert "RuntimeError: a defect of ours" in shown.err
    assert "Traceback" not in shown.err


def test_a_path_that_is_not_there_is_one_line_and_stops_nothing(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    there = str(folder("hello") / "0000.eml")
    assert main(["check", "/no/such/mail.eml", there]) == 2
    shown = capsys.readouterr()
    assert [line for line in shown.err.splitlines() if "/no/such/mail.eml" in line]
    assert "nothing found" in shown.out


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_single_path_that_is_not_there_is_one_line_and_nothing_else(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped name was answered with fifty lines on what to do about the mail."""
    missing, page = tmp_path / "none.eml", tmp_path / "page"
    assert main(["check", "--format", form, "--output", str(page), str(missing)]) == 2
    assert capsys.readouterr().err == f"unhook: {missing}: no such file or folder\n"
    assert not page.exists()


def test_a_program_reading_along_gets_a_row_for_what_is_not_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--format", "jsonl", "/no/such/mail.eml"]) == 2
    assert json.loads(capsys.readouterr().out)["incomplete"] == ["analysis-failed: no such file or folder"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail("phish"))))
    assert main(["check", "-", "--format", "jsonl"]) == 1
    assert json.loads(capsys.readouterr().out)["path"] == "-"


def test_empty_standard_input_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    assert main(["check", "-"]) == 2
    assert "unhook check - < mail.eml" in capsys.readouterr().err


def test_mails_of_a_mailbox_are_numbered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    box = tmp_path / "box.mbox"
    start = b"From a@sender.example Mon Mar  2 09:00:00 2026\n"
    box.write_bytes(b"\n".join(start + mail(s).replace(b"\r\n", b"\n") for s in ("hello", "phish")))
    assert main(["check", "--format", "jsonl", str(box)]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["verdict"] for row in rows] == ["clean", "malicious"]
    assert rows[0]["path"] == str(box)
    assert rows[1]["path"] == f"{box}#2"


def test_json_is_one_array(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--format", "json", str(folder("hello", "phish"))])
    assert [row["verdict"] for row in json.loads(capsys.readouterr().out)] == ["clean", "malicious"]


def test_sarif_is_one_log(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--format", "sarif", str(folder("phish", "phish again"))])
    run = json.loads(capsys.readouterr().out)["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == ["says-so", "says-so"]


def test_a_page_goes_into_a_file(folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "report.html"
    assert main(["check", "--format", "html", "--output", str(page), str(folder("phish"))]) == 1
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert capsys.readouterr().out == ""


def test_many_pages_go_into_a_folder(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mails = str(folder("phish", "hello"))
    assert main(["explain", mails]) == 2
    assert "--output DIR" in capsys.readouterr().err
    assert main(["explain", mails, "--output", str(tmp_path / "pages")]) == 1
    assert len(list((tmp_path / "pages").glob("*.html"))) == 2


def test_explain_as_text_is_never_shortened(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    main(["explain", "--format", "text", str(folder("phish", "phish"))])
    assert capsys.readouterr().out.count("What to do now") == 2


def test_an_output_that_cannot_be_written_is_one_line(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--output", "/no/such/folder/x", str(folder("hello"))]) == 2
    assert capsys.readouterr().err.startswith("unhook: cannot write to /no/such/folder/x")


def test_the_language_of_the_environment_is_spoken(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(folder("phish") / "0000.eml")
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    main(["check", path])
    assert "GEFÄHRLICH" in capsys.readouterr().out
    main(["check", "--language", "fr", path])
    assert "DANGEREUX" in capsys.readouterr().out


def test_no_colours_in_a_pipe(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder("phish"))])
    assert "\x1b" not in capsys.readouterr().out


def test_a_screen_that_lacks_a_letter_gets_it_spelt(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    assert main(["check", "--language", "ar", str(folder("phish"))]) == 1
    narrow.seek(0)
    assert "\\u" in narrow.read()


def test_wrong_usage_is_told_with_the_choices(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["check", "--policy", "lenient", "x"])
    assert end.value.code == 2
    assert "'cautious', 'balanced', 'strict'" in capsys.readouterr().err


def test_links_are_opened_only_by_whoever_allows_the_network(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--look", str(folder("hello"))]) == 2
    assert "say --live to allow that" in capsys.readouterr().err


def test_the_pages_behind_links_are_told(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def follower(looking: Looking) -> Follower:
        assert looking.deny == frozenset({"bank.example"})
        return Follower(
            looking,
            lambda address, boxes: Known(address, 0.0, Saved(b"<p>x</p>", url=address)),
            clock=lambda: 0.0,
        )

    monkeypatch.setattr(app, "follower", follower)
    path = folder("hello") / "0000.eml"
    path.write_bytes(path.read_bytes() + b"Look at http://www.example.com/a then.\r\n")
    assert main(["check", "--look", "--live", "--deny", "bank.example", "--format", "json", str(path)]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert [page["url"] for page in told["pages"]] == ["http://www.example.com/a"]
    assert told["change"]["changed"] is False

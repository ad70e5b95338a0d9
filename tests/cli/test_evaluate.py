import json
from collections.abc import Callable
from pathlib import Path

import pytest

from unhook.cli.main import main

from .standin import mail

Folder = Callable[..., Path]


@pytest.fixture
def classes(tmp_path: Path) -> Callable[..., list[str]]:
    """Makes two folders of mails with the subjects given, and the options that name them."""

    def make(phish: tuple[str, ...], ham: tuple[str, ...]) -> list[str]:
        options = []
        for kind, subjects in (("phish", phish), ("ham", ham)):
            where = tmp_path / kind
            where.mkdir()
            for number, subject in enumerate(subjects):
                (where / f"{number}.eml").write_bytes(mail(subject))
            options += [f"--{kind}", str(where)]
        return options

    return make


def test_both_classes_are_counted(
    classes: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    options = classes(("phish", "phish two", "hello"), ("lunch", "phish lunch"))
    assert main(["evaluate", *options, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["mails"]["phish"]["total"] == 3
    balanced = next(each for each in told["policies"] if each["policy"] == "balanced")
    assert (balanced["phish"]["flagged"]["hits"], balanced["ham"]["flagged"]["hits"]) == (2, 1)
    (accused,) = told["false_alarms"]["worst"]
    assert accused["path"].endswith("ham/1.eml")
    assert accused["subject"] == "phish lunch"
    assert accused["reasons"][0]["rule"] == "says-so"
    (missed,) = told["misses"]["worst"]
    assert missed["subject"] == "hello"
    assert all(why["contribution"] < 0 for why in missed["reasons"])


def test_mails_that_break_the_analysis_are_counted_and_told(
    classes: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    options = classes(("break", "phish"), ("break", "hello"))
    assert main(["evaluate", *options, "--format", "json"]) == 2
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert told["mails"]["phish"] == {"total": 2, "complete": 1, "incomplete": 0, "failed": 1}
    assert told["mails"]["ham"]["failed"] == 1
    assert told["misses"]["worst"][0]["error"] == "RuntimeError: a defect of ours"
    assert "a defect of ours" in said.err
    assert any("2 mails failed" in caveat for caveat in told["caveats"])


def test_what_cannot_be_read_is_counted(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(folder("phish") / "nowhere")
    assert main(["evaluate", "--phish", missing, "--ham", missing, "--format", "json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert (told["mails"]["phish"]["failed"], told["mails"]["ham"]["failed"]) == (1, 1)


def test_a_dead_worker_takes_one_mail_with_it(
    classes: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    options = classes(("phish", "die", "phish"), ("hello",))
    assert main(["evaluate", *options, "--jobs", "2", "--format", "json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["mails"]["phish"] == {"total": 3, "complete": 2, "incomplete": 0, "failed": 1}


def test_the_policy_decides_what_is_a_mistake(
    classes: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    options = classes(("phish",), ("hello",))
    assert main(["evaluate", *options, "--policy", "strict"]) == 0
    assert "the rest is for strict" in capsys.readouterr().out


def test_the_page_goes_into_a_file(
    classes: Callable[..., list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    assert (
        main(["evaluate", *classes(("phish",), ("hello",)), "--format", "html", "--output", str(page)]) == 0
    )
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_written_is_named(
    classes: Callable[..., list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", *classes(("phish",), ("hello",)), "--output", str(tmp_path)]) == 2
    assert "cannot write to" in capsys.readouterr().err


def test_without_mails_it_says_what_to_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate"]) == 2
    assert "--phish PATH, --ham PATH" in capsys.readouterr().err

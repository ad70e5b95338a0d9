import json
import pickle

import pytest

from unhook import app
from unhook.catalogue import Catalogue
from unhook.cli.job import Job, judge
from unhook.cli.sources import Source
from unhook.context import Context

from .standin import mail


@pytest.mark.parametrize(
    ("form", "start"),
    [("text", " DANGEROUS "), ("line", "dangerous "), ("jsonl", "{"), ("json", "{\n"), ("html", "<!doctype")],
)
def test_each_format_has_its_renderer(form: str, start: str) -> None:
    piece = judge(Source("a.eml", mail("phish")), Job(format=form))  # type: ignore[arg-type]
    assert piece.text.startswith(start)
    assert (piece.level, piece.error) == ("malicious", None)


def test_an_exception_becomes_a_report_with_its_cause() -> None:
    piece = judge(Source("a.eml", mail("break")), Job(format="jsonl"))
    assert (piece.level, piece.error) == ("incomplete", "RuntimeError: a defect of ours")
    assert json.loads(piece.text)["incomplete"] == ["analysis-failed: RuntimeError: a defect of ours"]


def test_a_mail_that_could_not_be_read_is_never_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(app, "check")
    piece = judge(Source("gone.eml", error="no such file"), Job(format="text"))
    assert (piece.level, piece.error) == ("incomplete", "no such file")
    assert "no such file" in piece.text


def test_the_language_of_the_context_is_spoken() -> None:
    piece = judge(Source("a.eml", mail("hello")), Job(Context(language="de")))
    assert Catalogue.load("de").text("verdict.clean.general") in " ".join(piece.text.split())


def test_jobs_and_pieces_travel_between_processes() -> None:
    job = Job(Context(org_domains=frozenset({"corp.example"})))
    assert pickle.loads(pickle.dumps(job)) == job
    piece = judge(Source("a.eml", mail("phish")), job)
    assert pickle.loads(pickle.dumps(piece)) == piece

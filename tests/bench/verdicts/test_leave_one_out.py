import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from bench.__main__ import main
from bench.corpus import Sample
from bench.detection import Judged
from bench.verdicts.leave_one_out import LEFT_OUT, NOTHING

from bench.verdicts import leave_one_out
from unhook import app
from unhook.training.example import Example
from unhook.verdict.learnt import Learnt

from .mails import BOTH, PLAIN


def sample(label: str, source: str, path: Path = Path()) -> Sample:
    return Sample(f"{label}-{source}", label, source, "2020-01-01", 1, False, path)


def example(source: str, phish: bool = True) -> Example:
    return Example(phish, source, source, 1.0, None, (), ())


def learnt_from(examples: Sequence[Example]) -> SimpleNamespace:
    """In place of the training: a model that knows its sources."""
    return SimpleNamespace(
        model=replace(app.model(), notes={"sources": sorted({e.source for e in examples})})
    )


def test_each_model_learns_from_all_sources_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.train.learn", learnt_from)
    examples = [example(source) for source in ("phishing_pot", "foff_negative", "list_openbmc", "twins")]
    models = leave_one_out.train(
        examples, {name: LEFT_OUT[name] for name in (NOTHING, "modern", "generated")}, jobs=1
    )
    assert {name: model.notes["sources"] for name, model in models.items()} == {
        NOTHING: ["foff_negative", "list_openbmc", "phishing_pot", "twins"],
        "modern": ["list_openbmc", "phishing_pot", "twins"],
        "generated": ["foff_negative", "list_openbmc", "phishing_pot"],
    }


def models() -> dict[str, Learnt]:
    return {NOTHING: replace(app.model(), bias=30.0), "lists": replace(app.model(), bias=-30.0)}


def test_every_model_is_asked_about_every_mail(tmp_path: Path) -> None:
    for name, raw in (("a", PLAIN), ("b", BOTH)):
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "normalise.py").write_text("def normalise(raw):\n    return raw\n")
    samples = [sample("ham", "list_openbmc", tmp_path / name) for name in "ab"]
    judged = leave_one_out.judge(samples, tmp_path / "normalise.py", models(), jobs=1)
    assert [answer.flagged for answer in judged[NOTHING]] == [True, True]
    assert [answer.flagged for answer in judged["lists"]] == [False, False]
    # The same verdict as everywhere else.
    checked = app.check(PLAIN, pack=app.shipped_pack(), weights=models()[NOTHING])
    assert judged[NOTHING][0].score == checked.verdict.score


def test_what_is_lost_is_told_of_the_sources_left_out() -> None:
    samples = [sample("phish", "nazario_2015_2019")] * 2 + [sample("ham", "list_openbmc")] * 2
    sure, unsure = Judged(0.9, True), Judged(0.1, False)
    judged = {NOTHING: [sure, sure, unsure, unsure], "lists": [sure, unsure, unsure, sure]}
    told = leave_one_out.left_out(samples, judged, {name: LEFT_OUT[name] for name in judged})
    assert "| ham: lists | 2 | 0.0 (0–66) | 100.0 ! | 1.0000 | 50.0 (9–91) | 0.0 ! | 0.5000 |" in told
    assert "phish: lists" not in told
    overall = leave_one_out.whole(samples, judged)
    assert "credential phish (2)" in overall
    assert "| without lists | 50.0 (9–91) | – | – | 50.0 (9–91) |" in overall


def test_the_command_trains_judges_and_keeps_the_models(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mail").mkdir()
    rows = []
    for label, source, raw in (("phish", "nazario_2015_2019", BOTH), ("ham", "foff_negative", PLAIN)):
        (tmp_path / "mail" / f"{source}.eml").write_bytes(raw)
        rows.append({"id": source, "label": label, "src": source, "date": "2020-01-01", "group": 1})
    (tmp_path / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "normalise.py").write_text("def normalise(raw):\n    return raw\n")
    monkeypatch.setattr("bench.train.examined", lambda folder, jobs: [example("nazario_2015_2019")])
    monkeypatch.setattr("bench.train.learn", learnt_from)
    kept = tmp_path / "models"
    options = ["--only", "modern", "--models", str(kept), "--jobs", "1"]
    assert main(["leave-one-out", "--corpus", str(tmp_path), *options]) == 0
    told = capsys.readouterr().out
    assert "2 models" in told
    assert "2 held-out mails under each" in told
    assert "| ham: modern | 1 |" in told
    assert app.model(str(kept / "without-modern")).bias == app.model().bias

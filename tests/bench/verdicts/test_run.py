"""A whole run over a corpus of our own, with a stand-in for peers."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from bench.__main__ import main
from bench.corpus import samples
from bench.detection import normaliser
from bench.peer_scores import Lesson, PeerScores
from bench.verdicts.judge import unhook

from bench.verdicts.mails import drawn, groups, held_out, interleaved, load
from unhook import app
from unhook.verdict import learnt

from .mails import BOTH, GENUINE, PLAIN

SOURCES = {
    ("phish", "nazario_2015_2019"): BOTH,
    ("phish", "phishing_pot"): BOTH.replace(b"mailbox", b"account"),
    ("ham", "foff_negative"): PLAIN,
    ("ham", "list_openbmc"): PLAIN.replace(b"Confirm at", (GENUINE * 20).encode()),
    ("spam", "trec07"): PLAIN,
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "mail").mkdir()
    rows = []
    for (label, source), raw in SOURCES.items():
        for group in range(8):
            name = f"{source}-{group}"
            (tmp_path / "mail" / f"{name}.eml").write_bytes(
                raw.replace(b"Subject: ", b"Subject: %d " % group)
            )
            day = f"2020-01-{group + 1:02d}"
            rows.append({"id": name, "label": label, "src": source, "date": day, "group": group})
    (tmp_path / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "normalise.py").write_text("def normalise(raw):\n    return b'X-Seen: 1\\r\\n' + raw\n")
    return tmp_path


def test_every_table_is_there(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--normalise", "--limit", "4", "--change-limit", "2"]
    assert main(["evaluation", "--corpus", str(corpus), *options]) == 0
    told = capsys.readouterr().out
    assert "16 held-out mails, normalised" in told
    for row in (
        "phish: nazario_2015_2019",
        "english: ham",
        "modern genuine: flagged",
        "credential phish at 0.1% of ham never trained on",
        "headers off",
        "modern genuine under unwanted mix, trace",
        "picture for text",
    ):
        assert f"| {row} |" in told, row
    assert "Unhook, raw" in told
    assert "trec07" not in told


class Standin:
    """A peer that flags whatever speaks of a mailbox."""

    name = "Standin"
    flags_from = 0.5

    def score(self, raw: bytes) -> float:
        return float(b"mailbox" in raw)


def test_kept_scores_of_peers_and_other_models_stand_beside_unhook(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = normaliser(corpus / "normalise.py")
    raws = [script(sample.read()) for sample in held_out(samples(corpus), 0)]
    scores = PeerScores(corpus / "peers.jsonl")
    scores.ask(Standin(), "1.0", "8 phish", raws)
    partly = Standin()
    partly.name = "Partly"
    scores.ask(partly, "1.0", "nothing", raws[:3])
    notes = {"mails": {"genuine list_usrp_users": 5, "phish list_openbmc": 1}}
    learnt.write(corpus / "mild", replace(app.model(), bias=-20.0, notes=notes))
    options = ["--normalise", "--change-limit", "2", "--peer-scores", str(corpus / "peers.jsonl")]
    options += ["--model", str(corpus / "mild"), "--plots", str(corpus / "plots")]
    assert main(["evaluation", "--corpus", str(corpus), *options]) == 0
    told = capsys.readouterr().out
    assert "- Standin: 1.0, learnt 8 phish" in told
    assert "- Partly: 1.0, left out: 13 mails were not asked about" in told
    assert "! Unhook learnt from other mails of csdmc2010, list_openbmc: to it that ham is not new" in told
    assert "! Unhook, mild learnt" not in told
    assert "| % | mails | Unhook | Standin | Unhook, mild |" in told
    assert re.search(r"\| credential phish: flagged \| 4 \| [^|]+ \| 100.0 [^|]+ \| 0.0 ", told)
    assert {path.name for path in (corpus / "plots").iterdir()} == {
        "roc.svg",
        "roc-modern.svg",
        "reliability.svg",
    }


def test_peers_are_asked_about_what_is_tested_and_learn_the_other_half(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def collect(path: Path, raws: Sequence[bytes], lesson: Lesson) -> list[str]:
        assert path.name == "peers.jsonl"
        assert len(raws) == 16
        assert len(set(raws[:4])) == 4
        assert (len(lesson.phish), len(lesson.ham)) == (8, 4)
        assert lesson.said == "even groups, without list_openbmc"
        return ["asked"]

    monkeypatch.setattr("bench.peer_scores.collect", collect)
    options = ["--peer-scores", str(corpus / "peers.jsonl"), "--unseen", "list_openbmc"]
    assert main(["peers", "--corpus", str(corpus), *options]) == 0


def test_any_beginning_holds_all_sources_alike(corpus: Path) -> None:
    order = interleaved(held_out(samples(corpus), 0))
    assert len({sample.source for sample in order[:4]}) == 4
    assert len({sample.source for sample in order[4:8]}) == 4


def test_a_source_gives_at_most_so_many_and_always_the_same(corpus: Path) -> None:
    everything = samples(corpus)
    first = drawn(everything, 3)
    assert len(first) == 15
    assert drawn(everything[::-1], 3) != []
    assert {sample.id for sample in drawn(everything[::-1], 3)} == {sample.id for sample in first}
    assert len(drawn(everything, 0)) == len(everything)


def test_groups_know_what_nothing_was_trained_on(corpus: Path) -> None:
    mails = load(samples(corpus), frozenset({"foff_negative-1"}), {}, bytes)
    found = {
        name: {mail.sample.source for mail in mails if test(mail)}
        for name, test in groups(frozenset({"list_openbmc"})).items()
    }
    assert found == {
        "credential phish": {"nazario_2015_2019"},
        "unwanted mix": {"phishing_pot"},
        "modern genuine": {"foff_negative"},
        "ham never trained on": {"list_openbmc"},
        "all ham": {"foff_negative", "list_openbmc"},
    }
    assert [mail.sample.id for mail in mails if mail.later] == ["foff_negative-1"]


def test_the_same_bytes_are_judged_once() -> None:
    with unhook() as judge:
        first = judge([BOTH, PLAIN, BOTH])
        assert first[0] is first[2]
        assert judge([PLAIN])[0] is first[1]


def test_mails_that_break_the_analysis_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A code that broke on every mail looked like a filter that finds nothing."""

    def broken(raw: bytes, **options: object) -> None:
        raise RuntimeError("a defect of ours")

    monkeypatch.setattr("unhook.app.check", broken)
    with unhook() as judge:
        assert judge([PLAIN])[0].score == 0
    assert "! 1 of 1 mails broke the analysis, the first one: failed: RuntimeError" in capsys.readouterr().out

"""A whole run over a corpus of our own, without peers."""

import json
from pathlib import Path

import pytest
from bench.__main__ import main
from bench.corpus import samples
from bench.verdicts.judge import unhook

from bench.verdicts.mails import drawn, groups, load

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
    options = ["--normalise", "--no-peers", "--limit", "4", "--change-limit", "2"]
    assert main(["evaluation", "--corpus", str(corpus), *options]) == 0
    told = capsys.readouterr().out
    assert "16 held-out mails, normalised; trained filters learnt 8 phish, 4 ham" in told
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

    def broken(raw: bytes) -> None:
        raise RuntimeError("a defect of ours")

    monkeypatch.setattr("unhook.check", broken)
    with unhook() as judge:
        assert judge([PLAIN])[0].score == 0
    assert "! 1 of 1 mails broke the analysis, the first one: failed: RuntimeError" in capsys.readouterr().out

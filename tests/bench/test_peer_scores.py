from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from bench.peer_scores import Lesson, PeerScores

from bench import peer_scores

LESSON = Lesson([b"phish"], [b"ham", b"other"], "even groups")


class Standin:
    """A filter that scores by length and counts what it was asked."""

    flags_from = 4.0

    def __init__(self, name: str = "Standin") -> None:
        self.name = name
        self.asked: list[bytes] = []

    def score(self, raw: bytes) -> float:
        self.asked.append(raw)
        return float(len(raw))


def test_what_was_asked_is_known_to_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "scores.jsonl"
    PeerScores(path).ask(Standin(), "1.0", "nothing", [b"one", b"three"])
    known = PeerScores(path)
    assert [(each.score, each.flagged) for each in known.answers("Standin", [b"three", b"one"])] == [
        (5.0, True),
        (3.0, False),
    ]
    assert known.filters["Standin"].version == "1.0"


def test_a_pass_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "scores.jsonl"
    PeerScores(path).ask(Standin(), "1.0", "nothing", [b"one"])
    again = Standin()
    known = PeerScores(path)
    assert known.lacking("Standin", [b"one", b"two", b"two"]) == [b"two"]
    known.ask(again, "1.0", "nothing", [b"one", b"two", b"two"])
    assert again.asked == [b"two"]


def test_scores_of_another_version_or_training_are_not_mixed(tmp_path: Path) -> None:
    path = tmp_path / "scores.jsonl"
    PeerScores(path).ask(Standin(), "1.0", "nothing", [b"one"])
    for version, learnt in (("1.1", "nothing"), ("1.0", "something")):
        with pytest.raises(ValueError, match="name another file"):
            PeerScores(path).ask(Standin(), version, learnt, [b"two"])
    assert PeerScores(path).lacking("Standin", [b"two"]) == [b"two"]


def test_a_mail_that_nobody_was_asked_about_is_no_score(tmp_path: Path) -> None:
    known = PeerScores(tmp_path / "scores.jsonl")
    known.ask(Standin(), "1.0", "nothing", [b"one"])
    with pytest.raises(KeyError):
        known.answers("Standin", [b"two"])


@pytest.mark.parametrize("line", ["no JSON", "{}", '{"mail": "ab", "filter": "x"}', '{"filter": "x"}'])
def test_another_file_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "scores.jsonl"
    path.write_text(f'{{"filter": "a", "mail": "00", "score": 1}}\n{line}\n', "utf-8")
    with pytest.raises(ValueError, match=r"scores\.jsonl:2: neither a filter nor a score"):
        PeerScores(path)


def test_a_lesson_says_what_it_was() -> None:
    assert str(LESSON).startswith("1 phish, 2 ham: even groups (SHA-256 ")
    assert str(Lesson([b"phish"], [b"other", b"ham"], "even groups")) == str(LESSON)
    assert str(Lesson([b"phish"], [b"ham", b"third"], "even groups")) != str(LESSON)


def test_only_what_lacks_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    @contextmanager
    def running(*lesson: Sequence[bytes]) -> Iterator[list[Standin]]:
        name = "trained" if lesson else "plain"
        started.append(name)
        yield [Standin(name)]

    monkeypatch.setattr("bench.peers.NAMES", ("plain",))
    monkeypatch.setattr("bench.peers.running", running)
    monkeypatch.setattr("bench.trained.RUNNING", {"trained": running})
    monkeypatch.setattr("bench.baseline.installed", lambda: False)
    monkeypatch.setattr(peer_scores, "version", lambda name: "1.0")
    path = tmp_path / "scores.jsonl"
    assert peer_scores.collect(path, [b"one", b"two"], LESSON) == [
        "plain 1.0: 2 of 2 mails",
        "trained 1.0: 2 of 2 mails",
    ]
    assert started == ["plain", "trained"]
    assert PeerScores(path).filters["trained"].learnt == str(LESSON)
    assert PeerScores(path).filters["plain"].learnt == "nothing"
    peer_scores.collect(path, [b"two"], LESSON)
    assert started == ["plain", "trained"]

import pytest

from unhook import mql
from unhook.message.model import Message
from unhook.mql.library import regex, required


def test_what_was_learnt_screens_a_pattern_from_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = (r"quota\s+exceeded", r"mailbox\s+full")
    required.learn(patterns, required.of_patterns(patterns))
    compiled: list[tuple[str, ...]] = []
    real = regex._compiled

    def counted(patterns: tuple[str, ...], fold: bool, whole: bool) -> regex.Test:
        compiled.append(patterns)
        return real(patterns, fold, whole)

    monkeypatch.setattr(regex, "_compiled", counted)
    search = regex._searcher(patterns, True, False)
    run = mql.Run(Message(raw=b""))
    assert not search(run, "A genuine note")
    assert not compiled
    assert search(run, "Your MAILBOX  full")
    assert compiled == [patterns]


@pytest.mark.parametrize("text", ["the quota\nexceeded", "nothing of the kind", "QUOTA  EXCEEDED", "quota"])
def test_a_pattern_answers_alike_however_often_it_is_asked(text: str) -> None:
    search = regex._searcher((r"quota\s+exceeded",), True, False)
    run = mql.Run(Message(raw=b""))
    answers = {search(run, text) for _ in range(3 * regex._TRIED)}
    assert answers == {"exceeded" in text.lower()}

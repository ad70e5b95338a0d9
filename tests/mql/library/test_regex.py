import pytest

from unhook import mql
from unhook.message.model import Message
from unhook.mql.library import regex, required


def test_of_learnt_alternatives_only_those_are_compiled_that_a_text_may_hold() -> None:
    patterns = (r"quota\s+exceeded(?:!)?", r"mailbox\s+full(?:!)?")
    for pattern in patterns:
        required.learn(pattern, required.of_pattern(pattern))
    search = regex._searcher(patterns, True, False)
    run = mql.Run(Message(raw=b""))
    before = regex._compile.cache_info().misses
    assert not search(run, "A genuine note")
    assert regex._compile.cache_info().misses == before
    assert search(run, "Your MAILBOX  full")
    assert regex._compile.cache_info().misses == before + 1


@pytest.mark.parametrize("text", ["the quota\nexceeded", "nothing of the kind", "QUOTA  EXCEEDED", "quota"])
@pytest.mark.parametrize("known", [True, False])
def test_a_pattern_answers_alike_however_often_it_is_asked(
    text: str, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(required, "_LEARNT", {})
    if known:
        required.learn(r"quota\s+exceeded", required.of_pattern(r"quota\s+exceeded"))
    search = regex._searcher((r"quota\s+exceeded",), True, False)
    run = mql.Run(Message(raw=b""))
    answers = {search(run, text) for _ in range(regex._READ_FROM + 3)}
    assert answers == {"exceeded" in text.lower()}

import re

import pytest

from unhook import patterns


def test_a_late_pattern_answers_like_an_early_one() -> None:
    late, early = (make(r"(?P<word>[a-z]+) (\d+)", re.IGNORECASE) for make in (patterns.compile, re.compile))
    text = "Room 101, ROOM 7"
    for _ in range(2):
        assert [each.groups() for each in late.finditer(text)] == [
            each.groups() for each in early.finditer(text)
        ]
        assert late.sub("x", text) == early.sub("x", text)
    assert (late.pattern, late.flags, late.groupindex) == (early.pattern, early.flags, early.groupindex)


def test_it_is_compiled_once_and_not_before_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = re.compile

    def counted(pattern: str, flags: int) -> re.Pattern[str]:
        made.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", counted)
    late = patterns.compile("a+")
    assert not made
    assert late.match("aa")
    assert late.match("aaa")
    assert made == ["a+"]


def test_a_broken_pattern_is_told_at_its_first_use() -> None:
    late = patterns.compile("(")
    with pytest.raises(re.error):
        late.search("x")

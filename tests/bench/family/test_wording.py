import re
from collections import Counter
from itertools import combinations

import pytest
from bench.family.wording import GROUPS, LANGUAGES, SPLITS, Text, kinds, texts, voice

_SLOTS = {
    *("name", "first", "address", "domain", "brand", "date", "time", "amount", "number"),
    *("code", "digits", "device", "city", "colleague", "shared", "deadline", "count", "percent"),
}


def _trigrams(text: Text) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(text.paragraphs).lower())
    return set(zip(words, words[1:], words[2:], strict=False))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_two_texts_of_a_kind_are_alike(tag: str) -> None:
    for one, other in combinations(texts(tag), 2):
        if (one.group, one.kind) == (other.group, other.kind):
            a, b = _trigrams(one), _trigrams(other)
            assert len(a & b) / len(a | b) < 0.5, (one.place, other.place)


def test_the_promised_numbers_of_texts() -> None:
    counts = Counter((text.group, text.split) for tag in LANGUAGES for text in texts(tag))
    assert counts["lures", "train"] == counts["lures", "test"] == 6 * 2 * len(LANGUAGES)
    assert counts["notices", "train"] + counts["notices", "test"] >= 100
    assert counts["hard", "train"] == counts["hard", "test"] == 14 * len(LANGUAGES)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_every_kind_in_both_splits(tag: str) -> None:
    def places(language: str) -> set[tuple[str, str, str]]:
        return {(text.group, text.kind, text.split) for text in texts(language)}

    assert places(tag) == places("en")
    assert {kind for _, kind, _ in places(tag)} == set(kinds())
    assert {group for group, _, _ in places(tag)} == set(GROUPS)
    assert {split for _, _, split in places(tag)} == set(SPLITS)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_lures_come_in_three_tones_with_variants(tag: str) -> None:
    lures = [text for text in texts(tag) if text.group == "lures"]
    assert {text.tone for text in lures} == {"clumsy", "polished", "terse"}
    assert all(len(text.subjects) > 1 and len(text.buttons) > 1 for text in lures)
    assert len(voice(tag).deadlines) > 3


@pytest.mark.parametrize("tag", LANGUAGES)
def test_only_known_slots_are_used(tag: str) -> None:
    spoken = voice(tag)
    lines = [*spoken.posers, *spoken.named, *spoken.generic, *spoken.closing, *spoken.deadlines]
    lines += [line for text in texts(tag) for line in (*text.subjects, *text.paragraphs, *text.buttons)]
    assert {slot for line in lines for slot in re.findall(r"{(\w*)}", line)} <= _SLOTS
    assert not [line for line in lines if line.count("{") != line.count("}")]


def test_a_notice_says_whether_a_desk_or_a_provider_writes() -> None:
    notices = [text for tag in LANGUAGES for text in texts(tag) if text.group == "notices"]
    assert {text.by for text in notices} == {"desk", "provider"}
    assert all("{brand}" not in line for text in notices if text.by == "desk" for line in text.paragraphs)

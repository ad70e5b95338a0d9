import re

import pytest
from bench.twins.wording import LANGUAGES, kinds, language

_SLOTS = {
    *("name", "first", "address", "domain", "brand", "date", "time", "amount", "number"),
    *("code", "digits", "device", "city", "colleague", "shared"),
}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_the_same_templates(tag: str) -> None:
    places = [(template.section, template.kind) for template in language(tag).templates]
    assert places == [(template.section, template.kind) for template in language("en").templates]
    assert len(set(places)) == len(places)


def test_every_notice_says_who_sends_it() -> None:
    notices = {template.kind for template in language("en").templates if template.section == "notices"}
    assert notices == set(kinds())


@pytest.mark.parametrize("tag", LANGUAGES)
def test_only_known_slots_are_used(tag: str) -> None:
    words = language(tag)
    texts = [words.sent_to, words.subscribed, words.place, *words.named, *words.generic, *words.closing]
    texts += [line for t in words.templates for line in (t.subject, *t.paragraphs, t.button)]
    assert {slot for text in texts for slot in re.findall(r"{(\w*)}", text)} <= _SLOTS


@pytest.mark.parametrize("tag", LANGUAGES)
def test_lists_match_where_they_are_paired(tag: str) -> None:
    words = language(tag)
    assert len(words.links) == 3
    assert len(words.people) > 2
    assert words.firms
    assert words.charities


def test_each_kind_is_in_both_halves_in_different_languages() -> None:
    halves: dict[str, set[bool]] = {}
    for tag in LANGUAGES:
        for template in language(tag).templates:
            assert template.belongs("develop") != template.belongs("held-out")
            assert template.belongs("all")
            halves.setdefault(template.kind, set()).add(template.belongs("develop"))
    assert set(map(len, halves.values())) == {2}

import re
from typing import get_args

import pytest

from unhook.catalogue import LANGUAGES, Catalogue, fill
from unhook.catalogue.catalogue import PLACEHOLDER, _read
from unhook.limits import Limits
from unhook.report.wording import gap
from unhook.rules.finding import Severity
from unhook.verdict.advice import advise
from unhook.verdict.model import AttackType, Level

ENGLISH = Catalogue.load("en")


def raw_keys(tag: str) -> dict[str, str]:
    """The language's own file, without the fallback that `load` puts beneath it."""
    import tomllib
    from importlib.resources import files

    from unhook.catalogue.catalogue import flat

    table = tomllib.loads(files("unhook.catalogue").joinpath(f"{tag}.toml").read_text(encoding="utf-8"))
    table.pop("direction")
    return dict(flat(table))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_the_same_sentences(tag: str) -> None:
    assert raw_keys(tag).keys() == raw_keys("en").keys()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_translation_has_the_same_placeholders(tag: str) -> None:
    for key, sentence in raw_keys(tag).items():
        assert sorted(PLACEHOLDER.findall(sentence)) == sorted(PLACEHOLDER.findall(ENGLISH.sentences[key])), (
            key
        )


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en"])
def test_whole_sentences_are_translated(tag: str) -> None:
    own = raw_keys(tag)
    same = [key for key, text in own.items() if text == ENGLISH.sentences[key] and text.count(" ") > 2]
    assert same == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_sentence_has_stray_braces_or_spaces(tag: str) -> None:
    for key, sentence in raw_keys(tag).items():
        assert not re.search(r"[{}]", PLACEHOLDER.sub("", sentence)), key
        assert sentence == " ".join(sentence.split()), key


def test_only_arabic_is_written_from_right_to_left() -> None:
    assert [tag for tag in LANGUAGES if Catalogue.load(tag).direction == "rtl"] == ["ar"]


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("pt_BR.UTF-8", "pt"),
        ("FR", "fr"),
        ("C", "en"),
        ("tlh", "en"),
        ("", "en"),
    ],
)
def test_the_nearest_language_is_taken(tag: str, found: str) -> None:
    assert Catalogue.load(tag).tag == found


def test_a_language_is_read_once() -> None:
    assert _read("de") is _read("de")


def test_values_are_never_looked_into() -> None:
    hostile = "{host} %s {0.__class__} {name}"
    assert fill("From {host}: {missing}", host=hostile) == f"From {hostile}: {{missing}}"


def test_a_value_is_no_format_specification() -> None:
    template = "{a!r:>10}"
    assert fill(template, a="x") == template


def test_a_rule_is_worded_in_the_language_asked_for_or_in_english() -> None:
    wordings = {"en": "Hurry", "de": "Eile"}
    assert Catalogue.load("de").choose(wordings, "rule") == "Eile"
    assert Catalogue.load("it").choose(wordings, "rule") == "Hurry"
    assert Catalogue.load("it").choose({}, "rule") == "rule"


def test_every_level_type_and_severity_has_its_words() -> None:
    for level in get_args(Level):
        assert ENGLISH.has(f"level.{level}")
        assert ENGLISH.has(f"verdict.{level}.general")
    for name in get_args(AttackType):
        assert ENGLISH.has(f"attack.{name}")
        assert ENGLISH.has(f"verdict.malicious.{name}")
        assert ENGLISH.has(f"verdict.suspicious.{name}")
    assert all(ENGLISH.has(f"severity.{severity}") for severity in get_args(Severity))


def test_every_advice_has_its_words_and_every_word_is_used() -> None:
    used: set[str] = set()
    types: tuple[AttackType, ...] = get_args(AttackType)
    for level in get_args(Level):
        for kinds in [(), *((name,) for name in types)]:
            advice = advise(level, kinds)
            used.update(
                advice.do, advice.avoid, advice.verify, advice.tell, *(steps for _, steps in advice.after)
            )
            assert all(ENGLISH.has(f"after.{event}") for event, _ in advice.after)
    assert {f"advice.{key}" for key in used} == {
        key for key in ENGLISH.sentences if key.startswith("advice.")
    }


def test_every_limit_can_be_said() -> None:
    for name in Limits.__dataclass_fields__:
        assert name in gap(name, ENGLISH)

from dataclasses import replace
from pathlib import Path

import pytest

from unhook.context import Context
from unhook.errors import ConfigError
from unhook.language.grams import grams
from unhook.message import parse
from unhook.rules.finding import Finding
from unhook.verdict import learnt
from unhook.verdict.learnt import Learnt, Shape

SHAPE = Shape(rise=0.5, most=4.0, fall=0.25, least=-2.0)
MAIL = b"From: a@example.com\nSubject: Hello\n\nplease confirm your mailbox today\n"


WEIGHTS = dict.fromkeys(grams(["confirm"]), 1.0)
MODEL = Learnt(-4.0, {"known": 2.5}, SHAPE, WEIGHTS, 0.5, {"prior": 0.1})


def hit(rule: str, source: str = "pack") -> Finding:
    return Finding(rule, rule, "low", rule, weight=1.0, group="links", source=source)


def test_the_wordings_weight_rises_and_is_bounded_on_both_sides() -> None:
    values = [SHAPE.weight(step / 4) for step in range(-40, 41)]
    assert values == sorted(values)
    assert (values[0], SHAPE.weight(0), values[-1]) == (-0.5, 0, 2.0)


def test_known_rules_get_learnt_weights_and_others_keep_their_authors() -> None:
    message = parse(MAIL, Context())
    found = MODEL.weighed(message, [hit("known"), hit("own"), hit("known", "feed")])
    assert [(one.rule, one.source, one.weight) for one in found] == [
        ("known", "pack", 2.5),
        ("own", "pack", 1.0),
        ("known", "feed", 1.0),
        ("wording", "model", 0.75),
    ]


def test_wording_that_weighs_nothing_is_no_finding() -> None:
    assert replace(MODEL, grams={}, grams_bias=0.0).weighed(parse(MAIL, Context()), ()) == ()


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    learnt.write(tmp_path / "new", MODEL)
    again = learnt.read(tmp_path / "new")
    assert again == MODEL


@pytest.mark.parametrize("broken", ["", "{}", '{"bias": "x", "rules": {}}', "[]"])
def test_a_folder_without_a_whole_model_is_named(tmp_path: Path, broken: str) -> None:
    learnt.write(tmp_path, MODEL)
    (tmp_path / learnt.WEIGHTS).write_text(broken)
    with pytest.raises(ConfigError, match="holds no model"):
        learnt.read(tmp_path)


def test_a_cut_word_file_is_named(tmp_path: Path) -> None:
    learnt.write(tmp_path, MODEL)
    whole = (tmp_path / learnt.WORDS).read_bytes()
    (tmp_path / learnt.WORDS).write_bytes(whole[:-1])
    with pytest.raises(ConfigError, match="holds no model"):
        learnt.read(tmp_path)


def test_the_shipped_model_keeps_each_rules_sign() -> None:
    from unhook.rules import pack

    shipped = learnt.read()
    authors = {rule.id: rule.weight for rule in pack.load().rules}
    assert set(shipped.weights) <= set(authors)
    assert all(weight * authors[rule] >= 0 for rule, weight in shipped.weights.items())
    assert shipped.shape.rise >= 0
    assert shipped.shape.fall >= 0

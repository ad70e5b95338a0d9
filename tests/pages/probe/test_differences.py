from dataclasses import replace

import pytest

from pages.probe.views import PEOPLE, seen, view
from unhook.pages.probe import differences
from unhook.pages.probe.model import Question


def test_views_that_are_alike_score_nothing() -> None:
    found, score = differences.of(seen(None, None, None, None, None))
    assert score == 0
    assert all(each.across == each.repeat == 0 for each in found)


def test_views_that_follow_the_visitor_score() -> None:
    found, score = differences.of(seen(None, "Provider A", "Provider B", "Provider C", "Provider A"))
    by_feature = {each.feature: each for each in found}
    assert score > 0.3
    assert (by_feature["brands"].across, by_feature["brands"].beyond_noise) == (1, 1)
    assert by_feature["brands"].values["O"] == "Provider B"


def test_noise_is_taken_off() -> None:
    views = tuple(replace(each, picture=str(at), title=str(at)) for at, each in enumerate(seen(*[None] * 5)))
    found, score = differences.of(views)
    assert score == 0
    assert all(each.beyond_noise == 0 for each in found)


@pytest.mark.parametrize(("bits", "across"), [(0, 0), (0xFF, 8 / 64)])
def test_pictures_differ_by_bits(bits: int, across: float) -> None:
    views = [replace(view(who), look=bits if who.letter == "C" else 0) for who in PEOPLE[1:4:2]]
    found, _ = differences.of(views)
    assert next(each.across for each in found if each.feature == "screenshot") == across


def test_one_view_differs_from_nothing() -> None:
    assert differences.of(seen(None, None, None, None, None)[:1]) == ((), 0)
    faulty = tuple(replace(each, fault="hang") for each in seen(None, None, None, None, None))
    assert differences.of(faulty) == ((), 0)


def test_whom_a_view_poses_as() -> None:
    firm = PEOPLE[3]
    logo = Question("logo", "https://logo.clearbit.com/kavurole.test", shown=True)
    assert differences.claims(view(firm, "Provider A")) == {"Provider A"}
    assert differences.claims(view(firm, asked=(logo,))) == {"*C"}
    assert differences.claims(replace(view(firm), own_name=True)) == {"*C"}
    assert differences.claims(view(firm)) == frozenset()

import pytest

from pages.made import brands, page
from unhook.limits import PAGES
from unhook.pages.probe import pictured
from unhook.pages.probe.pictured import Pictured
from unhook.pages.source.read import read


def names(seen: Pictured, title: str = "Sign in", body: str = "") -> dict[str, bool]:
    here = read("view G", page(title, body), "https://a.test/", PAGES)
    return {each.brand.name: each.strong for each in pictured.of(seen, here, brands(), "hill-town")}


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        (Pictured("Provider A\nSign in to your account"), {"Provider A": True}),
        (Pictured("Sign in with Provider A"), {}),
        (Pictured(logos=("Microsoft",)), {"Microsoft": True}),
        (Pictured(logos=("Facebook",)), {}),
        (Pictured("Provider A\nProvider B\nProvider C"), {}),
        (Pictured("Roses"), {}),
        (Pictured("q7mk_w2xyz@gmail.com"), {}),
        (Pictured("q7mk w2xyz gmail.com"), {}),
        (Pictured("gmail.com"), {}),
        (Pictured("q7mk_w2xyz gmail"), {}),
        (Pictured("7abcdefghj@outlook.com"), {}),
        (Pictured("Gmail"), {"Google": True}),
    ],
)
def test_what_stands_on_the_picture_alone(seen: Pictured, found: dict[str, bool]) -> None:
    assert names(seen) == found


def test_what_the_pages_words_name_is_theirs_to_judge() -> None:
    assert names(Pictured("Provider A"), body="<p>Our mail is with Provider A, since the spring.") == {}


def test_a_logo_below_a_title_of_somebody_elses_is_doubted() -> None:
    here = read("view G", page("Pine Street Dental"), "https://a.test/", PAGES)
    (shown,) = pictured.of(Pictured(logos=("Microsoft",)), here, brands(), None)
    assert (shown.where, shown.doubted) == ("picture", True)

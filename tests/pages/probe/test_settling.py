"""What opening a page puts to rest, on values."""

from dataclasses import replace

import pytest

from pages.probe.views import PEOPLE, view
from unhook.pages.probe import differences, settling
from unhook.pages.probe.model import View
from unhook.pages.source.model import Reason

OWN = "https://mail.firm-of-many.test/"


def seen(url: str = OWN, to: str = OWN + "session") -> tuple[View, ...]:
    """Views of a page that was told in its address who looks."""
    return tuple(
        replace(view(who, url=url, to=to, way="form"), asked=f"{url}#{who.key[:1]}") for who in PEOPLE
    )


def alike(views: tuple[View, ...]) -> bool:
    return settling.alike(views, differences.of(views)[0])


def test_a_page_that_treats_all_alike() -> None:
    assert alike(seen())


@pytest.mark.parametrize(
    "change",
    [
        {"fault": "hang"},
        {"refused": True},
        {"challenged": True},
        {"unheard": ("worker",)},
        {"reached": ("view_seconds",)},
        {"fields": ()},
        {"postings": ()},
    ],
)
def test_one_view_that_is_not_whole_settles_nothing(change: dict[str, object]) -> None:
    first, *others = seen()
    assert not alike((replace(first, **change), *others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "to"),
    [
        (OWN, "https://collect.example.net/p"),
        (OWN, "https://api.telegram.org/bot1:x/sendMessage"),
        ("https://firm-of-many.web.app/", "https://firm-of-many.web.app/session"),
    ],
)
def test_who_gets_the_password_must_be_the_pages_own(url: str, to: str) -> None:
    assert not alike(seen(url, to))


def test_a_side_way_is_none_of_the_pages_own() -> None:
    views = tuple(
        replace(each, postings=tuple(replace(one, way="beacon") for one in each.postings)) for each in seen()
    )
    assert not alike(views)


def test_who_was_not_told_apart_was_not_treated_alike() -> None:
    assert not alike(tuple(replace(each, asked=OWN) for each in seen()))


@pytest.mark.parametrize("feature", ["title", "picture", "favicon"])
def test_what_differs_by_visitor_settles_nothing(feature: str) -> None:
    def changed(each: View) -> View:
        return replace(each, **{feature: each.identity.letter})  # type: ignore[arg-type]

    assert not alike(tuple(map(changed, seen())))


def test_under_its_own_name_a_page_may_show_its_visitors_picture() -> None:
    views = tuple(replace(each, picture=each.identity.letter, names_host=True) for each in seen())
    assert alike(views)
    assert not alike(tuple(replace(each, title=each.identity.letter) for each in views))


def test_what_is_feared() -> None:
    assert settling.feared(Reason("hidden-address-read", "suspicious"))
    assert settling.feared(Reason("adapts-to-address", "suspicious"))
    assert not settling.feared(Reason("adapts-to-address", "malicious"))
    assert not settling.feared(Reason("asks-mail-exchanger", "suspicious"))

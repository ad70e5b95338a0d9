"""The verdict table, row by row, on values."""

from dataclasses import replace

import pytest

from pages.made import brands
from pages.probe.views import HOST, PEOPLE, again, seen, view
from unhook.pages.probe import verdict
from unhook.pages.probe.model import Question, View, Way
from unhook.pages.source.model import Reason

LOGO = Question("logo", "https://logo.clearbit.com/kavurole.test", shown=True)
ADAPTING = (None, "Provider A", "Provider B", "Provider C", "Provider A")
HOME = "https://login.provider-a.test/"


def judged(views: tuple[View, ...]) -> tuple[str, set[str]]:
    """The verdict, and the reasons for it."""
    level, _, reasons, _ = verdict.decide(views, brands())
    return level, {reason.key for reason in reasons if reason.verdict == level}


def test_the_brand_differs_by_identity() -> None:
    assert judged(seen(*ADAPTING)) == ("malicious", {"brand-follows-visitor"})


def test_one_brand_for_some_alone() -> None:
    level, keys = judged(seen(None, "Provider A", None, None, "Provider A"))
    assert (level, keys) == ("malicious", {"brand-follows-visitor"})


def test_a_brand_that_differs_by_chance_follows_nobody() -> None:
    level, keys = judged(seen(None, "Provider A", "Provider B", "Provider C", "Provider B"))
    assert "brand-follows-visitor" not in keys
    assert level == "inconclusive"


def test_a_firm_is_shown_its_own_logo() -> None:
    views = tuple(
        replace(each, questions=(LOGO,) if each.identity.letter == "C" else ()) for each in seen(*[None] * 5)
    )
    level, keys = judged(views)
    assert level == "malicious"
    assert "own-logo-shown" in keys


def test_a_firms_own_page_may_show_its_own_logo() -> None:
    firm = view(PEOPLE[3], url="https://mail.kavurole.test/", asked=(LOGO,))
    views = tuple(firm if each.identity.letter == "C" else each for each in seen(*[None] * 5))
    assert "own-logo-shown" not in judged(views)[1]


def under_own_name(
    *, to: str = HOST + "next.php", way: Way = "form", question: Question = LOGO
) -> tuple[View, ...]:
    return tuple(
        replace(
            view(who, to=to, way=way, asked=(question,) if who.letter == "C" else ()),
            names_host=True,
            picture=who.letter,
        )
        for who in PEOPLE
    )


def test_a_page_under_its_own_name_that_keeps_the_password_may_show_a_firms_logo() -> None:
    views = under_own_name()
    assert judged(views)[0] == "inconclusive"
    assert "logo-under-own-name" in judged(views)[1]
    assert not verdict.wants_repeats(views)
    assert judged(again(views, views[2], views[3]))[0] == "inconclusive"


def test_not_where_the_password_goes_elsewhere_nor_beside_other_questions() -> None:
    assert "own-logo-shown" in judged(under_own_name(to="https://sso.example.org/firm"))[1]
    assert "own-logo-shown" in judged(under_own_name(way="beacon"))[1]
    asked = Question("dns", "https://dns.google/resolve?name=kavurole.test")
    assert judged(under_own_name(question=asked)) == ("suspicious", {"asks-mail-exchanger"})
    named = tuple(replace(each, own_name=each.identity.letter == "C") for each in under_own_name())
    assert "own-logo-shown" in judged(named)[1]


def test_workers_that_nobody_heard_clear_nothing() -> None:
    home = tuple(
        replace(each, reasons=(Reason("home-realm", "benign-home-realm"),), unheard=("service-worker",))
        for each in seen(*["Provider A"] * 5, url=HOME)
    )
    level, keys = judged(home)
    assert level == "inconclusive"
    assert "worker-unheard" in keys


@pytest.mark.parametrize(
    ("to", "way", "key"),
    [
        ("https://collect.example.net/p", "image", "password-to-another"),
        ("wss://collect.example.net/p", "websocket", "password-to-another"),
        ("https://collect.example.net/p", "beacon", "password-to-another"),
        ("https://api.telegram.org/bot1:x/sendMessage", "fetch", "password-to-bot"),
        ("https://formspree.io/f/x", "form", "password-to-form-service"),
        ("https://login.provider-b.test/p", "form", "password-to-another"),
    ],
)
def test_who_gets_the_password(to: str, way: Way, key: str) -> None:
    views = tuple(view(who, to=to, way=way) for who in PEOPLE)
    assert judged(views) == ("malicious", {key})


@pytest.mark.parametrize(
    "to",
    [
        HOST + "next.php",
        "https://api.victim-site.test/",
        "https://victim-site.example/",
        "https://identitytoolkit.googleapis.com/v1/accounts",
        "https://sso.example.org/firm",
    ],
)
def test_who_may_get_it(to: str) -> None:
    assert judged(tuple(view(who, to=to) for who in PEOPLE))[0] == "inconclusive"


def test_a_page_under_anothers_name_has_no_such_excuse() -> None:
    views = tuple(view(who, "Provider A", to="https://sso.example.org/firm") for who in PEOPLE)
    assert judged(views) == ("malicious", {"password-to-another"})


def test_each_visitor_is_sent_home() -> None:
    homes = {
        "Provider A": HOME,
        "Provider B": "https://provider-b.test/",
        "Provider C": "https://x.provider-c.test/",
    }
    named = ("Provider A", "Provider A", "Provider B", "Provider C", "Provider A")
    views = tuple(view(who, name, homes[name]) for who, name in zip(PEOPLE, named, strict=True))
    assert judged(views) == ("benign-home-realm", {"home-realm-follows"})
    away = (*views[:2], view(PEOPLE[2], "Provider B", HOME), *views[3:])
    assert judged(away)[0] != "benign-home-realm"


@pytest.mark.parametrize(
    "change",
    [
        {"fault": "hang"},
        {"challenged": True},
        {"host": None},
        {"brand": None},
        {"reasons": (Reason("owner-posts-elsewhere", "suspicious"),)},
        {"reasons": (Reason("place-only-said", "inconclusive"),)},
    ],
)
def test_one_view_that_is_not_at_home_spoils_it(change: dict[str, object]) -> None:
    own = tuple(
        replace(each, reasons=(Reason("home-realm", "benign-home-realm"),))
        for each in seen(*["Provider A"] * 5, url=HOME)
    )
    assert judged(own) == ("benign-home-realm", {"home-realm"})
    first = replace(own[0], **change)  # type: ignore[arg-type]
    assert judged((first, *own[1:]))[0] != "benign-home-realm"


def test_what_adapts_and_asks_for_nothing() -> None:
    assert judged(seen(*ADAPTING, secret=False)) == ("inconclusive", {"adapts-asks-nothing"})


def test_the_same_for_everybody() -> None:
    assert judged(seen(*[None] * 5)) == ("inconclusive", {"same-for-everybody"})


def test_a_visitor_who_is_turned_away() -> None:
    views = seen(*[None] * 5)
    blank = tuple(replace(each, fields=(), words="") if each.identity.address else each for each in views)
    assert "refuses-visitor" in judged(blank)[1]
    told = tuple(replace(each, refused=bool(each.identity.address)) for each in views)
    assert "refuses-visitor" in judged(told)[1]


def test_looks_that_follow_need_a_second_look_of_each() -> None:
    pictures = {"N": "n", "G": "g", "O": "o", "C": "c"}
    views = tuple(replace(each, picture=pictures[each.identity.letter]) for each in seen(*[None] * 5))
    assert verdict.wants_repeats(views)
    assert judged(views)[0] == "inconclusive"
    steady = again(views, views[2], views[3])
    assert judged(steady) == ("suspicious", {"looks-follow-visitor"})
    chance = again(views, replace(views[2], picture="c"), views[3])
    assert judged(chance)[0] == "inconclusive"


def test_questions_about_the_visitor() -> None:
    for kind, key in (("dns", "asks-mail-exchanger"), ("logo", "asks-about-visitor")):
        question = Question(
            "dns" if kind == "dns" else "logo", "https://dns.google/resolve?name=kavurole.test"
        )
        views = tuple(view(who, asked=(question,) if who.letter == "C" else ()) for who in PEOPLE)
        assert judged(views) == ("suspicious", {key})


def test_a_page_that_calls_itself_after_the_visitor() -> None:
    views = tuple(replace(each, own_name=bool(each.identity.address)) for each in seen(*[None] * 5))
    assert judged(views) == ("suspicious", {"named-after-visitor"})


def test_nobody_saw_it() -> None:
    views = tuple(replace(each, fault="crash") for each in seen(*["Provider A"] * 5, url=HOME))
    assert judged(views) == ("inconclusive", {"view-failed"})

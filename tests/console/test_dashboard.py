import re
from datetime import timedelta

from unhook.console import figures
from unhook.console.charts import HEIGHT, chart, days
from unhook.store import Store, cases, teaching

from .conftest import NOW, Keeper, Signer


def test_counts_are_of_what_is_there(keep: Keeper, store: Store) -> None:
    keep("malicious", subject="Microsoft account closed")
    wrong = keep("suspicious", held=False, attack="spam", body="Sign in within 24 hours: http://203.0.113.7/")
    missed = keep("clean", held=False)
    with store.writing() as connection:
        teaching.teach(connection, wrong, "genuine", by="ann", at=NOW)
        teaching.teach(connection, missed, "phish", by="ann", at=NOW)
        cases.open_(connection, wrong, reporter="jo", channel="mail", at=NOW - timedelta(days=3))
    with store.reading() as connection:
        found = figures.count(connection, NOW)
    assert {level: sum(counts.values()) for level, counts in found.volume.items()} == {
        "malicious": 1, "suspicious": 1, "incomplete": 0, "clean": 1, "none": 0,
    }  # fmt: skip
    assert len(found.volume["clean"]) == figures.DAYS
    assert found.harmful == 2
    assert dict(found.lures) == {"credential_phishing": 1, "spam": 1}
    assert dict(found.brands)["Microsoft"] == 1
    assert sum(found.corrected.values()) == sum(found.missed.values()) == 1
    assert dict(found.reports) == {"hour": 0, "day": 0, "week": 1, "older": 0}
    assert dict(found.held) == {"hour": 1, "day": 0, "week": 0, "older": 0}
    assert max(rule.corrected for rule in found.rules) == 1


def test_a_mail_before_the_days_is_not_counted(keep: Keeper, store: Store) -> None:
    keep()
    with store.reading() as connection:
        found = figures.count(connection, NOW + timedelta(days=figures.DAYS))
    assert sum(sum(counts.values()) for counts in found.volume.values()) == 0
    assert found.harmful == 0


def test_every_chart_has_a_name_and_the_same_as_a_table(keep: Keeper, sign: Signer) -> None:
    keep()
    page = sign("analyst").get("/dashboard").text
    svgs = re.findall(r"<svg[^>]*>", page)
    assert len(svgs) == 7
    assert all('role="img"' in each and 'aria-label="' in each for each in svgs)
    assert page.count("<table") >= 5
    assert " style=" not in page


def test_a_viewer_sees_none_of_it(sign: Signer) -> None:
    assert sign("viewer").get("/dashboard").status_code == 403


def test_the_highest_bar_is_as_high_as_the_picture() -> None:
    found = chart([("a", 0), ("b", 5), ("c", 10)])
    assert [bar.height for bar in found.bars] == [0, HEIGHT / 2, HEIGHT]
    assert [bar.y for bar in found.bars] == [HEIGHT, HEIGHT / 2, 0]
    assert (found.most, found.total) == (10, 15)
    assert chart([]).bars == ()
    assert chart([("a", 5)], most=10).bars[0].height == HEIGHT / 2


def test_days_without_mail_are_drawn_too() -> None:
    first = NOW.date()
    last = first + timedelta(days=2)
    assert [count for _, count in days({first: 3, last: 1}, first, last)] == [3, 0, 1]
    assert len(days({first: 1}, first, first + timedelta(days=999))) == 120

"""Hits without third values. That they are the same hits is held by `test_properties`."""

from dataclasses import replace
from itertools import count

from mql.example import CONTEXT, MESSAGE
from unhook import mql
from unhook.limits import DEFAULT, Limits

RULES = {
    "holds": "type.inbound and any(body.links, .href_url.domain.domain == 'login.evil.test')",
    "null": "headers.in_reply_to == 'x'",
    "open": "profile.by_sender().solicited or subject.base == 'x'",
    "false": "not type.inbound",
}


def test_only_what_holds_is_told_and_what_is_open_when_asked() -> None:
    programs, run = mql.compile_all(RULES), mql.Run(MESSAGE, CONTEXT, strict=True)
    assert list(programs.holding(run)) == [("holds", mql.Outcome(True))]
    assert list(programs.open(run)) == [("open", mql.Outcome(None, frozenset({"profile"})))]
    assert list(programs.open(run, {"open"})) == []


def test_a_fact_that_comes_later_is_seen() -> None:
    programs = mql.compile_all(RULES)
    assert "open" not in dict(programs.holding(mql.Run(MESSAGE, CONTEXT)))
    known = replace(CONTEXT, facts={"profile": lambda: {"solicited": True}})
    assert dict(programs.holding(mql.Run(MESSAGE, known)))["open"].value


def test_a_slow_rule_takes_the_time_of_no_other() -> None:
    now = 0.0

    def clock() -> float:
        return now

    def sleep(*arguments: object, **keywords: object) -> None:
        nonlocal now
        now += 0.8 * DEFAULT.rule_seconds

    provider = {"whois": sleep, "profile": sleep}
    sources = {
        name: f"network.whois(sender.email.domain.{part}).found or type.inbound"
        for name, part in (("a", "domain"), ("b", "root_domain"), ("c", "sld"))
    }
    run = mql.Run(MESSAGE, replace(CONTEXT, facts=provider), clock=clock)
    assert [name for name, answer in mql.compile_all(sources).holding(run) if answer.value] == ["a", "b", "c"]


def test_a_rule_beyond_its_time_is_told_and_stops_no_other() -> None:
    ticks = count(0, 0.4)
    run = mql.Run(
        MESSAGE, limits=Limits(rule_seconds=1, message_seconds=100), clock=lambda: float(next(ticks))
    )
    walk = "any(body.links, " * 3 + "length(html.xpath(body.html, '//p').nodes) > 9" + ")" * 3
    slow = f"{walk} or any(regex.extract(subject.subject, '.'), regex.count(.full_match, 'a') > 3)"
    answers = dict(mql.compile_all({"slow": slow, "other": "type.inbound"}).holding(run))
    assert answers == {"slow": mql.Outcome(None, frozenset({"time"})), "other": mql.Outcome(True)}

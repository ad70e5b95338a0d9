"""One message under evaluation: what is kept, what is asked, when it ends."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from unhook import mql
from unhook.context import Context
from unhook.limits import Limits
from unhook.message.model import Body, Html, Message, Thread
from unhook.mql.library.function import function, provided
from unhook.mql.values import Unavailable

from .example import CONTEXT, MESSAGE


def clock(step: float) -> Iterator[float]:
    return (step * tick for tick in count())


def test_a_function_is_asked_once_for_the_same_arguments() -> None:
    asked: list[str] = []

    @function("test.slow", remember=True, cost=100)
    def slow(text: str) -> str:
        asked.append(text)
        return text

    library = mql.STANDARD.with_functions([slow])
    programs = mql.compile_all(
        {
            "one": 'test.slow(subject.subject) == "x"',
            "two": 'any(body.links, test.slow(subject.subject) == "y")',
            "three": "length(test.slow(subject.subject)) > 3 and not test.slow(sender.display_name) == 'x'",
        },
        library,
    )
    programs.evaluate(mql.Run(MESSAGE, strict=True))
    assert len(asked) == 2
    assert set(asked) == {MESSAGE.subject.subject, MESSAGE.sender.display_name}


def test_a_provider_is_asked_by_method_or_directly() -> None:
    class History:
        def by_sender(self) -> dict[str, Any]:
            return {"solicited": True}

    run = mql.Run(MESSAGE, Context(facts={"profile": History(), "whois": lambda domain: {"days_old": 1}}))
    assert mql.compile("profile.by_sender().solicited").evaluate(run).value is True
    assert mql.compile("network.whois(sender.email.domain).days_old == 1").evaluate(run).value is True


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"days_old": "many"}, mql.Outcome(None)),
        ({}, mql.Outcome(None)),
        ("nonsense", mql.Outcome(None)),
        (7, mql.Outcome(None)),
        ({"days_old": True}, mql.Outcome(None)),
        ({"days_old": 3, "surplus": object()}, mql.Outcome(True)),
        (Unavailable("whois of example.com"), mql.Outcome(None, frozenset({"whois of example.com"}))),
    ],
)
def test_a_careless_provider_breaks_no_rule(answer: Any, outcome: mql.Outcome) -> None:
    run = mql.Run(MESSAGE, providers={"whois": lambda domain: answer}, strict=True)
    assert mql.compile("network.whois(sender.email.domain).days_old == 3").evaluate(run) == outcome


def test_a_failing_function_is_told_and_stops_nothing_else() -> None:
    def fail(domain: object) -> None:
        raise RuntimeError

    programs = mql.compile_all({"bad": "network.whois(sender.email.domain).found", "good": "type.inbound"})
    outcomes = programs.evaluate(mql.Run(MESSAGE, providers={"whois": fail}))
    assert outcomes == {"bad": mql.Outcome(None, frozenset({"error"})), "good": mql.Outcome(True)}


def test_a_rule_that_takes_too_long_is_not_evaluated() -> None:
    ticks = clock(0.4)
    run = mql.Run(MESSAGE, limits=Limits(rule_seconds=1, message_seconds=100), clock=lambda: next(ticks))
    walk = "any(body.links, " * 3 + "length(html.xpath(body.html, '//p').nodes) > 9" + ")" * 3
    slow = mql.compile(
        f"{walk} or any(regex.extract(subject.subject, '.'), regex.count(.full_match, 'a') > 3)"
    )
    assert slow.evaluate(run) == mql.Outcome(None, frozenset({"time"}))
    assert mql.compile("type.inbound").evaluate(run) == mql.Outcome(True)


def test_when_the_message_s_time_is_up_every_further_rule_says_so() -> None:
    ticks = clock(3)
    run = mql.Run(MESSAGE, limits=Limits(rule_seconds=9, message_seconds=8), clock=lambda: next(ticks))
    rule = mql.compile("type.inbound")
    assert [rule.evaluate(run).value for _ in range(4)] == [True, True, None, None]


def test_the_time_of_a_capability_is_not_the_rules_own() -> None:
    now = 0.0

    def slow() -> None:
        nonlocal now
        now += 100

    limits = Limits(rule_seconds=1, message_seconds=2)
    run = mql.Run(MESSAGE, limits=limits, clock=lambda: now, providers={"screenshot": slow})
    assert mql.compile("file.message_screenshot().size > 0").evaluate(run) == mql.Outcome(None)
    assert now == 100
    assert mql.compile("type.inbound").evaluate(run) == mql.Outcome(True)


def test_traces_have_time_of_their_own_and_no_more_than_a_message_has() -> None:
    ticks = clock(3)
    run = mql.Run(MESSAGE, limits=Limits(rule_seconds=9, message_seconds=8), clock=lambda: next(ticks))
    for _ in range(5):
        run.clock()
    with run.extended():
        run.check_time()
    with pytest.raises(mql.OutOfTime), run.extended():
        run.check_time()


def test_long_texts_are_cut_for_patterns_and_the_limit_is_named() -> None:
    message = Message(body=Body(current_thread=Thread("a" * 50 + "b")))
    run = mql.Run(message, limits=Limits(rule_text_chars=20))
    assert mql.compile("regex.contains(body.current_thread.text, 'b')").evaluate(run).value is False
    assert run.limits_reached == {"rule_text_chars"}


def test_lists_come_from_the_context_then_from_the_defaults() -> None:
    run = mql.Run(MESSAGE, Context(lists={"a": {"x"}}), lists={"a": {"y"}, "b": ["Z"]})

    def value(source: str) -> bool | None:
        return mql.compile(source).evaluate(run).value

    assert value('"x" in $a') is True
    assert value('"y" in $a') is False
    assert value('"z" in~ $b') is True
    assert mql.compile('"x" in $c').evaluate(run).missing == {"$c"}
    assert mql.compile('"x" in $org_domains').evaluate(run).missing == {"$org_domains"}
    assert mql.compile('"x" in $org_slds').evaluate(run).missing == {"$org_slds"}


def test_named_people_may_be_plain_dicts() -> None:
    run = mql.Run(MESSAGE, Context(lists={"org_vips": [{"display_name": "Ada"}]}), strict=True)
    assert mql.compile('any($org_vips, .display_name == "Ada")').evaluate(run).value is True


def test_delivery_facts_of_the_message_come_first() -> None:
    message = replace(MESSAGE, mailbox=MESSAGE.recipients.to[1])
    assert (
        mql.compile('mailbox.email.email == "bob@corp.example"').evaluate(mql.Run(message, CONTEXT)).value
        is True
    )


def test_unpaired_surrogates_in_a_text_do_no_harm() -> None:
    message = Message(body=Body(current_thread=Thread("a\ud800b")))
    rule = mql.compile(
        "regex.contains(body.current_thread.text, 'a.b') and strings.icontains(body.current_thread.text, 'B')"
    )
    assert rule.evaluate(mql.Run(message, strict=True)).value is True
    (first, _) = rule.trace(mql.Run(message, strict=True))
    assert first.span == (0, 3)


def test_a_library_may_replace_a_function() -> None:
    @function("strings.count")
    def none(source: str, needle: str) -> int:
        return 0

    @provided("test.fact", needs="fact")
    def fact() -> bool:
        raise NotImplementedError

    library = mql.STANDARD.with_functions([none, fact])
    assert mql.compile('strings.count("aa", "a") == 0', library).evaluate(mql.Run(MESSAGE)).value is True
    assert mql.compile("test.fact()", library).evaluate(mql.Run(MESSAGE)).missing == {"fact"}
    assert (
        mql.compile("test.fact()", library).evaluate(mql.Run(MESSAGE, providers={"fact": lambda: True})).value
    )


def test_html_source_has_a_limit_of_its_own() -> None:
    source = "<p>" + "a" * 50 + "b"
    message = Message(body=Body(html=Html(source, display_text=source[3:])))

    def found(field: str, limits: Limits) -> tuple[bool | None, set[str]]:
        run = mql.Run(message, limits=limits)
        return mql.compile(f"regex.contains({field}, 'b')").evaluate(run).value, run.limits_reached

    limits = Limits(rule_text_chars=20, rule_source_chars=60)
    assert found("body.html.raw", limits) == (True, set())
    assert found("body.html.display_text", limits) == (False, {"rule_text_chars"})
    assert found("body.html.raw", replace(limits, rule_source_chars=30)) == (False, {"rule_source_chars"})


def test_a_text_without_the_literals_of_a_pattern_names_the_limit_too() -> None:
    message = Message(body=Body(current_thread=Thread("a" * 50 + "needle")))
    rule = mql.compile("regex.contains(body.current_thread.text, 'needle\\d*')")
    reached = set()
    for _ in range(3_000):
        run = mql.Run(message, limits=Limits(rule_text_chars=20))
        assert rule.evaluate(run).value is False
        reached.add(frozenset(run.limits_reached))
    assert reached == {frozenset({"rule_text_chars"})}

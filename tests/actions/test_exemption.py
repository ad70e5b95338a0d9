from dataclasses import replace
from datetime import date

import pytest

from actions.judged import verdict
from unhook import app
from unhook.actions.exemption import covering, without
from unhook.actions.model import Exemption
from unhook.context import Context
from unhook.message.model import Message
from unhook.verdict.policy import BALANCED

TODAY = date(2026, 11, 24)
JO = "jo@corp.example"
TRUST = Context(trusted_authserv_ids=frozenset({"mx.corp.example"}))


def mail(result: str = "pass") -> Message:
    return app.parse(
        f"Authentication-Results: mx.corp.example; dmarc={result} header.from=news.partner.example\n"
        "From: News <post@news.partner.example>\nTo: jo@corp.example\nSubject: News\n\nHello\n".encode(),
        TRUST,
    )


def covered(exemption: Exemption, message: Message | None = None, to: str = JO) -> bool:
    return (
        covering((exemption,), message or mail(), verdict(lure=6.0), to, today=TODAY, policy=BALANCED)
        is not None
    )


@pytest.mark.parametrize(
    ("exemption", "fits"),
    [
        (Exemption("x", sender="POST@news.partner.example"), True),
        (Exemption("x", sender="other@news.partner.example"), False),
        (Exemption("x", sender_domain="partner.example"), True),
        (Exemption("x", sender_domain="artner.example"), False),
        (Exemption("x", recipient="Jo@corp.example"), True),
        (Exemption("x", recipient_domain="example"), True),
        (Exemption("x", recipient_domain="else.example"), False),
        (Exemption("x", sender_domain="partner.example", recipient="ann@corp.example"), False),
        (Exemption("x", sender_domain="partner.example", recipient=JO), True),
    ],
)
def test_all_that_is_named_must_fit(exemption: Exemption, fits: bool) -> None:
    assert covered(exemption) is fits


def test_a_forged_sender_is_not_excepted() -> None:
    exemption = Exemption("x", sender_domain="partner.example")
    assert not covered(exemption, mail("fail"))
    assert covered(replace(exemption, proven=False), mail("fail"))


def test_an_exemption_is_over_after_its_last_day() -> None:
    assert covered(Exemption("x", until=TODAY, recipient=JO))
    assert not covered(Exemption("x", until=date(2026, 11, 23), recipient=JO))


def test_a_rule_does_not_count_and_what_else_was_found_does() -> None:
    exemption = Exemption("x", rule="lure")
    for judged, fits in (
        (verdict(lure=6.0), True),
        (verdict(lure=6.0, other=4.0), False),
        (verdict(other=6.0), False),
    ):
        found = covering((exemption,), mail(), judged, JO, today=TODAY, policy=BALANCED)
        assert (found is not None) is fits


def test_several_excepted_rules_count_for_nothing_together() -> None:
    both = (Exemption("x", rule="lure"), Exemption("y", rule="other"))
    judged = verdict(lure=6.0, other=4.0)
    assert covering(both, mail(), judged, JO, today=TODAY, policy=BALANCED) == both[0]
    assert covering(both[:1], mail(), judged, JO, today=TODAY, policy=BALANCED) is None


def test_the_level_without_rules_is_that_of_the_score_that_is_left() -> None:
    judged = verdict(lure=6.0, other=3.0)
    assert without(judged, (), BALANCED) == "malicious"
    assert without(judged, {"lure"}, BALANCED) == "suspicious"
    assert without(judged, {"lure", "other"}, BALANCED) == "clean"
    assert without(replace(judged, incomplete=("links",)), {"lure", "other"}, BALANCED) == "incomplete"

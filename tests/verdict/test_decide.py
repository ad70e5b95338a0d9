from math import isclose

import pytest

from unhook.context import Context
from unhook.errors import ConfigError
from unhook.message.model import Message
from unhook.message.part import Defect
from unhook.rules.finding import Finding, Findings, NotEvaluated
from unhook.verdict import BALANCED, CAUTIOUS, STRICT, decide
from unhook.verdict.policy import named
from unhook.verdict.weigh import score

PHISH = ("credential_phishing",)


def finding(rule: str, weight: float, group: str = "links", types: tuple[str, ...] = PHISH) -> Finding:
    return Finding(rule, rule, "high", rule, weight=weight, group=group, attack_types=types)


def test_nothing_found_is_clean() -> None:
    verdict = decide(Message(), Findings(), Context())
    assert (verdict.level, verdict.reasons, verdict.attack_types) == ("clean", (), ())


def test_the_score_is_the_bias_and_the_contributions() -> None:
    verdict = decide(Message(), Findings((finding("a", 3.0), finding("b", -1.0), finding("c", 0.5, "text"))))
    total = verdict.bias + sum(reason.contribution for reason in verdict.reasons)
    assert isclose(verdict.score, score(total))


def test_strong_structure_is_malicious() -> None:
    verdict = decide(Message(), Findings((finding("a", 7.0),)))
    assert (verdict.level, verdict.attack_types) == ("malicious", PHISH)


def test_strong_words_are_only_suspicious() -> None:
    verdict = decide(Message(), Findings(tuple(finding(f"w{i}", 6.0, "text") for i in range(5))))
    assert verdict.level == "suspicious"
    assert verdict.score < BALANCED.malicious


def test_policies_differ_in_what_they_demand() -> None:
    found = Findings((finding("a", 0.5 - BALANCED.bias),))
    levels = [decide(Message(), found, policy=policy).level for policy in (CAUTIOUS, BALANCED, STRICT)]
    assert levels == ["clean", "suspicious", "suspicious"]


def test_an_unknown_policy_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="cautious, balanced, strict"):
        named("lenient")


def test_a_limit_without_findings_is_incomplete_never_clean() -> None:
    message = Message(defects=(Defect("limit-reached", limit="mime_parts"), Defect("bare-cr")))
    verdict = decide(message, Findings())
    assert (verdict.level, verdict.incomplete) == ("incomplete", ("mime_parts",))
    assert "treat_as_unchecked" in verdict.advice.do


def test_a_limit_does_not_hide_what_was_found() -> None:
    message = Message(defects=(Defect("limit-reached", limit="mime_parts"),), truncated=True)
    verdict = decide(message, Findings((finding("a", 8.0),)))
    assert (verdict.level, verdict.incomplete) == ("malicious", ("mime_parts",))


def test_undecodable_text_without_findings_is_incomplete() -> None:
    verdict = decide(Message(defects=(Defect("unknown-transfer-encoding"),)), Findings())
    assert (verdict.level, verdict.incomplete) == ("incomplete", ("unknown-transfer-encoding",))


def test_a_rule_out_of_time_is_a_gap_but_a_missing_fact_is_not() -> None:
    facts = NotEvaluated("young-domain", ("whois",))
    assert decide(Message(), Findings((), (facts,))).level == "clean"
    verdict = decide(Message(), Findings((), (facts,), limits_reached=("rule_seconds",)))
    assert (verdict.level, verdict.incomplete) == ("incomplete", ("rule_seconds",))


def test_faint_attack_types_are_not_named() -> None:
    found = Findings(
        (
            finding("a", 5.0, "links", ("credential_phishing",)),
            finding("b", 3.0, "attachments", ("malware",)),
            finding("c", 0.2, "sender", ("spam", "no-such-type")),
        )
    )
    assert decide(Message(), found).attack_types == ("credential_phishing", "malware")


def test_advice_joins_the_attack_types_and_always_says_what_to_do_afterwards() -> None:
    both = decide(
        Message(), Findings((finding("a", 7.0), finding("b", 7.0, "attachments", ("malware",))))
    ).advice
    assert {"do_not_sign_in", "do_not_enable_content"} <= set(both.avoid)
    assert len(both.avoid) == len(set(both.avoid))
    for verdict in (decide(Message(), Findings()), decide(Message(), Findings((finding("a", 3.5),)))):
        assert [event for event, _ in verdict.advice.after] == [
            "clicked",
            "typed_password",
            "opened_file",
            "paid",
        ]


def test_a_typed_password_leads_to_every_step_that_saves_the_mailbox() -> None:
    steps = dict(decide(Message(), Findings()).advice.after)["typed_password"]
    assert {
        "change_password_elsewhere",
        "end_sessions",
        "check_forwarding",
        "check_recovery",
        "turn_on_mfa",
        "check_linked_accounts",
        "tell_it",
        "warn_contacts",
    } <= set(steps)


def test_a_text_whose_tail_was_not_searched_is_incomplete_never_clean() -> None:
    verdict = decide(Message(), Findings(limits_reached=("rule_text_chars",)))
    assert (verdict.level, verdict.incomplete) == ("incomplete", ("rule_text_chars",))

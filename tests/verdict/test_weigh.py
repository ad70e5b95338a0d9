from dataclasses import replace
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from unhook.rules.finding import Finding
from unhook.verdict.policy import BALANCED, POLICIES, Policy
from unhook.verdict.weigh import is_structural, logit, score, weigh


def finding(rule: str, weight: float, group: str = "links") -> Finding:
    return Finding(rule, rule, "medium", rule, weight=weight, group=group)


findings = st.lists(
    st.builds(
        finding,
        st.text("abc", min_size=1, max_size=3),
        st.floats(-4, 6, allow_nan=False),
        st.sampled_from(["links", "sender", "text", "honesty", ""]),
    ),
    max_size=30,
    unique_by=lambda one: one.rule,
)


def test_findings_of_one_group_count_less_each() -> None:
    halving = replace(BALANCED, decay=0.5)
    reasons = weigh([finding("a", 1.0), finding("b", 2.0), finding("c", 1.0)], halving)
    assert [(reason.finding.rule, reason.contribution) for reason in reasons] == [
        ("b", 2.0),
        ("a", 0.5),
        ("c", 0.25),
    ]


def test_findings_of_different_groups_count_fully() -> None:
    reasons = weigh(
        [finding("a", 1.0, "links"), finding("b", 1.0, "sender"), finding("c", 1.0, "")], BALANCED
    )
    assert [reason.contribution for reason in reasons] == [1.0, 1.0, 1.0]


def test_honesty_cannot_take_away_more_than_the_policy_allows() -> None:
    reasons = weigh([finding(f"h{i}", -3.0, f"group{i}") for i in range(5)], BALANCED)
    assert isclose(sum(reason.contribution for reason in reasons), -BALANCED.honesty)


def test_words_alone_stay_below_the_malicious_threshold() -> None:
    reasons = weigh([finding(f"w{i}", 6.0, "text") for i in range(9)], BALANCED)
    assert score(BALANCED.bias + sum(reason.contribution for reason in reasons)) < BALANCED.malicious


def test_one_structural_finding_lets_the_words_count() -> None:
    words = [finding(f"w{i}", 3.0, "text") for i in range(3)]
    reasons = weigh([*words, finding("link", 3.0)], BALANCED)
    assert score(BALANCED.bias + sum(reason.contribution for reason in reasons)) > BALANCED.malicious


def test_a_faint_structural_finding_is_not_enough() -> None:
    assert not is_structural(finding("date-missing", BALANCED.structure / 2, "headers"), BALANCED)
    assert is_structural(finding("link", BALANCED.structure, "links"), BALANCED)


@given(findings, st.sampled_from(list(POLICIES.values())))
def test_the_order_of_findings_changes_nothing(found: list[Finding], policy: Policy) -> None:
    assert weigh(found, policy) == weigh(reversed(found), policy)


@given(findings)
def test_every_finding_is_a_reason_and_the_heaviest_comes_first(found: list[Finding]) -> None:
    reasons = weigh(found, BALANCED)
    assert sorted(reason.finding.rule for reason in reasons) == sorted(one.rule for one in found)
    shares = [abs(reason.contribution) for reason in reasons]
    assert shares == sorted(shares, reverse=True)


@given(findings)
def test_without_structure_nothing_is_malicious(found: list[Finding]) -> None:
    words = [one for one in found if not is_structural(one, BALANCED)]
    total = BALANCED.bias + sum(reason.contribution for reason in weigh(words, BALANCED))
    assert score(total) < BALANCED.malicious


@given(st.floats(-700, 700))
def test_score_is_a_probability(log_odds: float) -> None:
    assert 0 <= score(log_odds) <= 1


@given(st.floats(0.001, 0.999))
def test_logit_undoes_score(value: float) -> None:
    assert isclose(score(logit(value)), value)

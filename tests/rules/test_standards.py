from dataclasses import replace

import pytest

from unhook.rules.cases import Case
from unhook.rules.rule_file import Rule
from unhook.rules.standards import LANGUAGES, path_exists, problems

GOOD = Rule(
    id="good-rule",
    name="Good",
    source="true",
    weight=1.0,
    group="links",
    attack_types=("malware",),
    techniques=("T1566.002", "Evasion"),
    sentences=dict.fromkeys(LANGUAGES, "Leads to {snippet}."),
    description="d",
    evidence=("body.links.href_url",),
    triage="t",
    false_positives="f",
    path="pack/good-rule.yml",
)
CASES = (Case("a", b"x", True), Case("b", b"y", False))


def test_a_rule_fit_to_ship() -> None:
    assert problems(GOOD, CASES) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "other"}, "id: 'other' is not the file's name"),
        ({"id": "Bad_Id", "path": "Bad_Id.yml"}, "not kebab-case"),
        ({"group": "odd"}, "group: 'odd' is none of"),
        ({"weight": -1.0}, "weight: -1"),
        ({"weight": 0.0}, "weight: 0"),
        ({"weight": 5.0}, "weight: 5"),
        ({"weight": 9.0, "group": "page"}, "at most 8.5"),
        ({"group": "honesty"}, "weight: 1"),
        ({"sentences": {"en": "x"}}, "sentence: no wording in 'de'"),
        ({"sentences": dict.fromkeys(LANGUAGES, "{mail}")}, "unknown placeholder {mail}"),
        (
            {"sentences": {**dict.fromkeys(LANGUAGES, "{snippet}"), "de": "x"}},
            "some languages and not in others",
        ),
        ({"triage": ""}, "triage: missing"),
        ({"attack_types": ()}, "attack_types: missing"),
        ({"attack_types": ("burglary",)}, "attack_types: 'burglary' is unknown"),
        ({"techniques": ("T99",)}, "tactics_and_techniques: 'T99' is unknown"),
        ({"evidence": ("body.legs",)}, "the message has no 'body.legs'"),
    ],
)
def test_each_lack_is_named(change: dict[str, object], message: str) -> None:
    assert any(message in problem for problem in problems(replace(GOOD, **change), CASES))  # type: ignore[arg-type]


def test_both_kinds_of_mail_are_needed() -> None:
    assert problems(GOOD, CASES[:1]) == ("tests: no no_match mail",)
    assert problems(GOOD, CASES[1:]) == ("tests: no match mail",)


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("sender.email.domain.root_domain", True),
        ("body.links[].href_url.ip.translation.encoders", True),
        ("headers.auth_summary.dmarc.pass", True),
        ("attachments.sha256", True),
        ("attachments.shape", False),
        ("sender.email.domain.root_domain.x", False),
        ("nothing", False),
    ],
)
def test_paths_are_those_of_the_message_model(path: str, there: bool) -> None:
    assert path_exists(path) is there


def test_a_page_that_was_seen_may_weigh_more_than_any_wording() -> None:
    assert problems(replace(GOOD, group="page", weight=8.5), CASES) == ()

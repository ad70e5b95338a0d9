from pathlib import Path

import pytest

from unhook.errors import RuleError
from unhook.rules import rule_file

WHOLE = """\
name: "A rule"
type: rule
severity: high
weight: 1.5
group: links
attack_types: [credential_phishing]
sentence: {en: "See {snippet}.", de: "Siehe {snippet}."}
evidence: [body.links.href_url]
source: |
  true
tests: {match: [}
"""


def read(text: str, name: str = "my-rule.yml") -> rule_file.Rule:
    return rule_file.read(Path(name), text)


def test_what_the_file_states_and_broken_tests_do_not_matter() -> None:
    rule = read(WHOLE)
    assert (rule.id, rule.name, rule.severity, rule.weight, rule.group) == (
        "my-rule",
        "A rule",
        "high",
        1.5,
        "links",
    )
    assert rule.sentences == {"en": "See {snippet}.", "de": "Siehe {snippet}."}
    assert rule.evidence == ("body.links.href_url",)
    assert rule.source.strip() == "true"
    assert WHOLE.splitlines()[rule.line - 1].strip() == "true"


def test_a_feeds_rule_needs_only_name_and_source() -> None:
    rule = read(
        'name: "Feed rule"\nseverity: "low"\nattack_types: ["BEC/Fraud"]\nsource: |\n  type.inbound\n'
    )
    assert rule.weight > 0
    assert rule.attack_types == ("bec_fraud",)
    assert rule.uses_direction


def test_a_constant_source_may_be_a_yaml_boolean() -> None:
    assert read("name: never\nsource: false\n").source == "false"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\n", "my-rule.yml:1: source: missing"),
        ("source: 'true'\n", "my-rule.yml:1: name: missing"),
        ("name: x\nseverity: awful\nsource: 'true'\n", "my-rule.yml:2: severity: 'awful' is none of"),
        (
            "name: x\nsource: 'true'\nweight: heavy\n",
            "my-rule.yml:3: weight: must be a finite number, not text",
        ),
        ("name: x\nsource: 'true'\nweight: .nan\n", "my-rule.yml:3: weight: must be a finite number"),
        ("name: x\nsource: 'true'\nweight: true\n", "not true/false"),
        ("name: x\nsource: 'true'\nevidence: body\n", "my-rule.yml:3: evidence: must be a list of texts"),
        ("name: x\nsource: 'true'\nsentence: [1]\n", "my-rule.yml:3: sentence: must be a text, or a mapping"),
        ("name: x\nsource: 7\n", "my-rule.yml:2: source: must be MQL text"),
        ("name: [x\n", "my-rule.yml:2: not valid YAML"),
        ("- name\n", "my-rule.yml:1: a rule file is a mapping"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(text: str, message: str) -> None:
    with pytest.raises(RuleError) as raised:
        read(text)
    assert message in str(raised.value)


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    with pytest.raises(RuleError) as raised:
        read("severity: awful\nweight: heavy\nsource: ''\n")
    assert [line.split(":")[2].strip() for line in str(raised.value).splitlines()] == [
        "name",
        "source",
        "severity",
        "weight",
    ]


def test_a_key_without_a_value_is_a_key_left_out() -> None:
    assert read("name: x\nsource: 'true'\nreferences:\nseverity:\n") == read("name: x\nsource: 'true'\n")


def test_a_missing_file_is_a_rule_error() -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        rule_file.read(Path("does/not/exist.yml"))


def test_a_key_called_tests_inside_the_source_is_not_cut() -> None:
    assert "tests: x" in rule_file.without_tests("source: |\n  tests: x\n")


def test_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("name: A\nactive: false\nsource: type.inbound\n")
    assert not rule_file.read(path).active
    path.write_text("name: A\nactive: 'no'\nsource: type.inbound\n")
    with pytest.raises(RuleError, match="2: active: must be true or false, not text"):
        rule_file.read(path)

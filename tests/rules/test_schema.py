"""The schema says of a file what reading it says."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from unhook.errors import RuleError
from unhook.rules import cases, rule_file
from unhook.rules.pack import SHIPPED, rule_files
from unhook.rules.schema import schema

VALIDATOR = jsonschema.Draft202012Validator(schema())


def fits(text: str) -> bool:
    return bool(VALIDATOR.is_valid(rule_file.mapping(Path("r.yml"), text)))


def readable(text: str) -> bool:
    try:
        rule_file.read(Path("r.yml"), text)
        cases.read(Path("r.yml"), text)
    except RuleError:
        return False
    return True


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_shipped_rules_fit() -> None:
    for path in rule_files([SHIPPED]):
        assert list(VALIDATOR.iter_errors(rule_file.mapping(path, rule_file.text_of(path)))) == []


@pytest.mark.parametrize(
    ("lines", "good"),
    [
        ("", True),
        ("severity: low", True),
        ("severity: awful", False),
        ("severity:", True),
        ("type: query", True),
        ("type: question", False),
        ("weight: 1.5", True),
        ("weight: heavy", False),
        ("active: false", True),
        ("active: 'no'", False),
        ("attack_types: [malware, Another Kind]", True),
        ("attack_types: malware", False),
        ("evidence: [1]", False),
        ("false_positives: sometimes", True),
        ("false_positives: [sometimes, often]", True),
        ("sentence: hello", True),
        ("sentence: {en: hello, xx: there}", True),
        ("sentence: [1]", False),
        ("sentence: {en: 1}", False),
        ("some_feeds_key: [1, 2]", True),
        ("tests: {match: [{name: a, mail: b, context: {org_domains: [c.example]}}]}", True),
        ("tests: {match: [{name: a, mail: ' '}]}", False),
        ("tests: {match: [{name: a}]}", False),
        ("tests: {maybe: []}", False),
        ("tests: {no_match: [{name: a, mail: b, context: {colour: red}}]}", False),
        ("tests: {match: [{name: a, mail: b, context: {org_vips: [{age: 7}]}}]}", False),
        ("tests: {match: [{name: a, mail: b, context: {lists: {people: [Ann]}}}]}", True),
    ],
)
def test_the_schema_agrees_with_the_reader(lines: str, good: bool) -> None:
    text = f"name: x\nsource: type.inbound\n{lines}\n"
    assert fits(text) is good
    assert readable(text) is good


@pytest.mark.parametrize(
    "text", ["name: x\n", "source: a\n", "name: x\nsource: 7\n", "name: x\nsource: ' '\n"]
)
def test_name_and_source_are_asked_for(text: str) -> None:
    assert not fits(text)
    assert not readable(text)


def test_every_key_tells_what_it_is() -> None:
    properties: dict[str, Any] = schema()["properties"]
    assert all(each["description"] for each in properties.values())

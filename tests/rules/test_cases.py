from pathlib import Path

import pytest

from unhook.context import Vip
from unhook.errors import RuleError
from unhook.rules import cases

FILE = """\
name: x
source: "true"
tests:
  match:
    - name: first
      context:
        org_domains: [corp.example]
        mailbox: jo@corp.example
        org_vips: [{display_name: Ann Boss}]
        lists: {org_display_names: [Ann Boss]}
      mail: |
        Subject: Grüße

        Text
  no_match:
    - name: second
      mail: |
        Subject: x

        y
"""


def read(text: str) -> tuple[cases.Case, ...]:
    return cases.read(Path("r.yml"), text)


def test_mails_become_wire_bytes_and_contexts_values() -> None:
    first, second = read(FILE)
    assert first.mail == "Subject: Grüße\r\n\r\nText\r\n".encode()
    assert first.matches
    assert not second.matches
    assert first.context.org_domains == frozenset({"corp.example"})
    assert first.context.mailbox == "jo@corp.example"
    assert first.context.org_vips == (Vip("Ann Boss"),)
    assert first.context.lists == {"org_display_names": {"Ann Boss"}}


def test_a_file_without_tests_has_no_cases() -> None:
    assert read("name: x\nsource: 'true'\n") == ()


@pytest.mark.parametrize(
    ("tests", "message"),
    [
        ("tests: [a]", "nothing else"),
        ("tests: {maybe: []}", "nothing else"),
        ("tests: {match: 1}", "tests.match: must be a list"),
        ("tests: {match: [x]}", "tests.match[0]: must hold"),
        ("tests: {match: [{name: x}]}", "tests.match[0]: must hold"),
        ("tests: {match: [{name: x, mail: y, extra: z}]}", "tests.match[0]: must hold"),
        ("tests: {match: [{name: x, mail: y, context: {color: red}}]}", "'color' is no field of a context"),
        ("tests: {match: [{name: x, mail: y, context: {org_domains: a.b}}]}", "org_domains: must be a list"),
        ("tests: {match: [{name: x, mail: y, context: {org_vips: [{age: 7}]}}]}", "org_vips"),
        ("tests: {match: [{name: x, mail: y, pages: [z]}]}", "pages: must be a mapping"),
        ("tests: {match: [{name: x, mail: y, pages: {z: 1}}]}", "pages: must be a mapping"),
    ],
)
def test_a_malformed_case_is_named(tests: str, message: str) -> None:
    with pytest.raises(RuleError) as raised:
        read(f"name: x\nsource: 'true'\n{tests}\n")
    assert message in str(raised.value)


def test_a_mail_may_say_what_stands_behind_its_links() -> None:
    (case,) = read(
        "name: x\nsource: 'true'\n"
        "tests: {match: [{name: x, mail: y, pages: {'https://a.test/': {status_code: 200}}}]}\n"
    )
    assert case.context.facts["link_analysis"].answers == {"https://a.test/": {"status_code": 200}}

"""In which tier a rule can be evaluated."""

from pathlib import Path

import pytest
from bench.feed_states import Use, by_function, needs, tier_of, unanswered

from unhook.context import Context
from unhook.rules.rule_file import Rule


def rule(source: str) -> Rule:
    return Rule("r", "r", source, path="r.yml")


@pytest.mark.parametrize(
    ("source", "tier"),
    [
        ("type.inbound and file.parse_text(attachments[0]).text == 'x'", "the message"),
        ("sender.display_name in $own", "the message"),
        ("sender.display_name in $org_display_names", "lists of the organisation"),
        ("any(file.explode(attachments[0]), .depth == 1)", "file contents"),
        ("any(file.explode(attachments[0]), .scan.ocr.raw == 'x')", "ocr"),
        ("sender.email.domain.domain in $abuse_ch_urlhaus_domains_trusted_reporters", "whois"),
        ("sender.email.email in $sender_emails or any(ml.nlu_classifier('x').topics, true)", "profile"),
    ],
)
def test_the_first_tier_that_has_all(source: str, tier: str) -> None:
    assert tier_of(needs(rule(source)), {"own"}).startswith(tier)


def test_a_need_that_no_tier_has_is_an_error() -> None:
    with pytest.raises(LookupError, match="unheard"):
        tier_of(frozenset({"unheard"}), set())


def test_answers_that_are_missing_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"From: Ann <ann@example.com>\r\nSubject: x\r\n\r\ny\r\n")
    rules = [rule("subject.subject == 'x'"), Rule("s", "s", "sender.display_name in $other", path="s.yml")]
    missing, true = unanswered(rules, Context(), [tmp_path / "a.eml"])
    assert (missing, true) == ({"$other": 1}, 1)


def test_rules_are_counted_by_the_functions_on_files_that_they_use(tmp_path: Path) -> None:
    sources = {
        "a": "any(file.explode(attachments[0]), .depth == 1)",
        "b": "beta.ocr(attachments[0]).success and sender.display_name in $org_display_names",
        "c": "beta.ocr(attachments[0]).success and ml.macro_classifier(attachments[0]).malicious",
        "d": "subject.subject == 'x'",
    }
    for name, source in sources.items():
        (tmp_path / f"{name}.yml").write_text(f'name: "{name}"\ntype: rule\nsource: "{source}"\n')
    found = by_function(tmp_path, (), frozenset({"explode", "ocr"}))
    assert found == {
        "all": Use(3, 0, 1, 2, {"macro": 1}),
        "beta.ocr": Use(2, 0, 0, 1, {"macro": 1}),
        "file.explode": Use(1, 0, 1, 1, {}),
    }

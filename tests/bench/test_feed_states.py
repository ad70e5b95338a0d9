"""In which tier a rule can be evaluated."""

from pathlib import Path

import pytest
from bench.feed_states import needs, tier_of, unanswered

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

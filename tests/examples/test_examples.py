"""The example mails: each comes out as its name and `examples/README.md` say."""

import quopri
import re
from pathlib import Path

import pytest

import unhook
from unhook.verdict import BALANCED

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.name for path in EXAMPLES.glob("*.eml"))
GENUINE = [name for name in NAMES if name.startswith("genuine-")]
ATTACKS = {
    "bank-card-nl.eml": "credential_phishing",
    "bank-pt.eml": "credential_phishing",
    "bec-gift-cards.eml": "bec_fraud",
    "callback-renewal.eml": "callback",
    "extortion.eml": "extortion",
    "held-mail-it.eml": "credential_phishing",
    "html-attachment.eml": "credential_phishing",
    "parcel-fr.eml": "credential_phishing",
    "seed-scam.eml": "credential_phishing",
    "storage-full-de.eml": "credential_phishing",
    "tax-refund-es.eml": "credential_phishing",
}


def check(name: str) -> unhook.Checked:
    return unhook.check((EXAMPLES / name).read_bytes())


def test_every_example_is_expected_and_explained() -> None:
    assert set(NAMES) == {*ATTACKS, *GENUINE}
    explained = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in explained] == []


@pytest.mark.parametrize("name", GENUINE)
def test_genuine_mail_is_clean(name: str) -> None:
    verdict = check(name).verdict
    assert (verdict.level, verdict.incomplete) == ("clean", ())


@pytest.mark.parametrize(("name", "attack"), ATTACKS.items())
def test_attack_is_called_malicious_and_named(name: str, attack: str) -> None:
    verdict = check(name).verdict
    assert verdict.level == "malicious"
    assert verdict.attack_types[0] == attack


def test_the_seed_scam_shows_at_least_eight_red_flags_each_at_its_exact_place() -> None:
    raw = (EXAMPLES / "seed-scam.eml").read_bytes()
    placed = set()
    for finding in unhook.check(raw).findings.hits:
        if finding.group in BALANCED.word_groups:
            for evidence in finding.evidence:
                assert evidence.raw is not None
                start, end = evidence.raw
                assert as_read(raw[start:end]) == as_read(evidence.snippet.encode())
                placed.add(finding.rule)
    assert len(placed) >= 8


def as_read(source: bytes) -> str:
    """Quoted-printable and tags undone, white space evened out."""
    return " ".join(re.sub(r"<[^>]*>", " ", quopri.decodestring(source).decode()).split())


def test_the_seed_scam_is_explained_in_the_words_of_its_own_kind() -> None:
    rules = {finding.rule for finding in check("seed-scam.eml").findings.hits}
    assert rules >= {
        "mailbox-removal-lure",
        "pretext-mail-system-update",
        "pretext-unused-mailbox",
        "mailbox-loss-threat",
        "mail-delivery-threat",
        "deadline-in-hours",
        "final-notice",
        "request-confirm-account",
        "request-sign-in",
        "greeting-generic",
        "recipient-in-subject",
    }


def test_the_twin_shares_words_with_the_scam_but_no_lure() -> None:
    scam, twin = (
        {hit.rule for hit in check(name).findings.hits}
        for name in ("seed-scam.eml", "genuine-maintenance.eml")
    )
    assert "pretext-mail-system-update" in scam & twin
    assert "mailbox-removal-lure" not in twin


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_the_words_of_an_attack_alone_are_not_called_malicious(name: str) -> None:
    """Without host, links and attachments only words are left: at most suspicious."""
    checked = check(name)
    words = tuple(hit for hit in checked.findings.hits if hit.group in BALANCED.word_groups)
    alone = unhook.verdict.decide(checked.message, type(checked.findings)(hits=words))
    assert alone.level != "malicious"


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_do_not_change_the_verdict(name: str) -> None:
    raw = (EXAMPLES / name).read_bytes()
    there, back = unhook.check(raw), unhook.check(raw.replace(b"\n", b"\r\n"))
    assert [hit.rule for hit in there.findings.hits] == [hit.rule for hit in back.findings.hits]

import pytest

from unhook.catalogue import LANGUAGES, Catalogue
from unhook.message.model import EmailAddress, Mailbox, Message
from unhook.report import Judged
from unhook.report.wording import (
    distinct,
    flags_count,
    flags_heading,
    gap,
    level_name,
    mailbox,
    place,
    sentence,
    snippet,
    verdict_sentence,
)
from unhook.rules.finding import Evidence, Finding
from unhook.verdict import Reason, Verdict

ENGLISH = Catalogue.load("en")


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ("subject.base", "subject"),
        ("sender.display_name", "sender_name"),
        ("sender.email.domain.root_domain", "sender"),
        ("recipients.to[0].email.email", "recipients"),
        ("headers.reply_to[1].email.email", "reply_to"),
        ("headers.auth_summary.dmarc.pass", "authentication"),
        ("headers.hops[0].fields[3].value", "headers"),
        ("body.current_thread.text", "body"),
        ("body.current_thread.links[2].display_text", "link"),
        ("body.previous_threads[0].links[1].href_url.url", "link"),
        ("body.previous_threads[0].text", "thread"),
        ("body.html.inner_text", "hidden"),
        ("attachments[0].file_name", "attachment"),
        ("type.inbound", "mail"),
    ],
)
def test_every_field_has_a_place_in_words(field: str, where: str) -> None:
    assert place(field) == f"where.{where}"
    assert ENGLISH.has(place(field))


def finding(**wordings: str) -> Finding:
    evidence = (Evidence("body.current_thread.text", "go to http://evil.example {snippet} \x1b"),)
    return Finding("rule-id", "Its name", "low", "rule-id", evidence, sentences=wordings)


def test_a_sentence_holds_the_snippet_made_harmless() -> None:
    assert sentence(finding(en="It says {snippet}."), ENGLISH) == (
        "It says go to hxxp://evil[.]example {snippet} <U+001B>."
    )


def test_a_rule_without_words_is_called_by_its_name() -> None:
    assert sentence(finding(), ENGLISH) == "Its name"


def test_file_names_keep_their_dots() -> None:
    assert snippet(Evidence("attachments[0].file_name", "a.pdf.exe")) == "a.pdf.exe"
    assert snippet(Evidence("body.current_thread.text", "evil.example")) == "evil[.]example"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Mailbox(), ""),
        (Mailbox("Jo"), "Jo"),
        (Mailbox(None, EmailAddress("a@b.example")), "a@b.example"),
        (Mailbox("Jo", EmailAddress("a@b.example")), "Jo <a@b.example>"),
    ],
)
def test_mailboxes_are_written_as_people_know_them(value: Mailbox, shown: str) -> None:
    assert mailbox(value) == shown


def test_the_first_attack_type_speaks() -> None:
    callback = Judged("a.eml", Message(), Verdict("malicious", 0.99, ("callback", "bec_fraud")))
    assert "phone the swindlers" in verdict_sentence(callback, ENGLISH)
    nameless = Judged("a.eml", Message(), Verdict("suspicious", 0.7))
    assert verdict_sentence(nameless, ENGLISH).startswith("This mail is suspicious.")


def test_nothing_is_never_said_above_a_list() -> None:
    weak = Judged("a.eml", Message(), Verdict("clean", 0.2, reasons=(Reason(finding(), 0.5),)))
    assert "only weak signs" in verdict_sentence(weak, ENGLISH)
    assert level_name(weak, ENGLISH) == "weak signs only"
    assert flags_heading(weak, ENGLISH) == "Weak signs"
    assert flags_count(weak, ENGLISH) == "Weak signs: 1"
    clean = Judged("a.eml", Message(), Verdict("clean", 0.05))
    assert level_name(clean, ENGLISH) == "nothing found"


def test_gaps_are_told_by_their_kind() -> None:
    assert gap("mime_parts", ENGLISH) == "A limit of the analysis was reached: mime_parts."
    assert "hides content: unknown-transfer-encoding" in gap("unknown-transfer-encoding", ENGLISH)
    assert gap("analysis-failed: ValueError: \x1b", ENGLISH) == "The analysis failed: ValueError: <U+001B>."


def test_evidence_that_reads_the_same_counts_once_and_the_first_stays() -> None:
    one, same, other = (
        Evidence("body.links[0].href_url.url", "a"),
        Evidence("body.links[1].href_url.url", "a"),
        Evidence("subject.subject", "a"),
    )
    assert distinct((one, same, other)) == (one, other)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("limit", ["rule_text_chars", "rule_source_chars"])
def test_a_text_too_long_to_search_is_told_in_a_sentence_of_its_own(tag: str, limit: str) -> None:
    catalogue = Catalogue.load(tag)
    told = gap(limit, catalogue)
    assert limit in told
    assert (
        told
        == catalogue.text("incomplete.long", name=limit)
        != catalogue.text("incomplete.general", name=limit)
    )

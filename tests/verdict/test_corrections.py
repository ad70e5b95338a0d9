from dataclasses import replace
from pathlib import Path

import pytest

from unhook.context import Context
from unhook.errors import ConfigError
from unhook.message import parse
from unhook.message.model import Message
from unhook.verdict import corrections

TEXT = "the choir meets on thursday evening in the old hall, please bring the new songs and a pencil"


def mail(text: str = TEXT, sender: str = "ann@choir.example") -> Message:
    return parse(f"From: {sender}\nSubject: Choir\n\n{text}\n".encode(), Context())


def test_a_mail_called_genuine_speaks_for_its_like_from_the_same_domain() -> None:
    said = [corrections.of(mail(), phish=False)]
    found = corrections.finding(mail(TEXT + " please", "bea@choir.example"), said)
    assert found is not None
    assert -corrections.STRONGEST <= found.weight < -1
    assert corrections.finding(mail(TEXT, "ann@stranger.test"), said) is None


def test_regression_tenants_of_one_host_are_not_one_sender() -> None:
    said = [corrections.of(mail(sender="ann@choir.github.io"), phish=False)]
    assert corrections.finding(mail(sender="ann@choir.github.io"), said) is not None
    assert corrections.finding(mail(sender="eve@other.github.io"), said) is None


def test_a_failed_check_of_the_sender_takes_the_kindness_away() -> None:
    message = mail()
    summary = message.headers.auth_summary
    failed = replace(summary, dmarc=replace(summary.dmarc, pass_=False))
    forged = replace(message, headers=replace(message.headers, auth_summary=failed))
    assert corrections.finding(forged, [corrections.of(message, phish=False)]) is None


def test_a_mail_called_phish_speaks_against_its_like_from_anybody() -> None:
    found = corrections.finding(mail(TEXT, "x@stranger.test"), [corrections.of(mail(), phish=True)])
    assert found is not None
    assert found.weight == corrections.STRONGEST


def test_other_words_are_not_alike() -> None:
    said = [corrections.of(mail(), phish=True)]
    assert corrections.finding(mail("lunch at noon in the canteen by the river"), said) is None
    assert corrections.finding(Message(), [corrections.of(Message(), phish=True)]) is None


def test_corrections_are_read_as_they_were_written_and_the_last_word_counts(tmp_path: Path) -> None:
    path = tmp_path / "new" / "corrections.jsonl"
    assert corrections.read(path) == ()
    corrections.write(path, [corrections.of(mail(), phish=True), corrections.of(mail(), phish=False)])
    assert corrections.read(path) == (corrections.of(mail(), phish=False),)


@pytest.mark.parametrize("broken", ["{", "{}", '{"mail": "a", "phish": 1, "sender": "", "grams": []}', "[]"])
def test_a_broken_file_is_named(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(broken)
    with pytest.raises(ConfigError, match="holds no corrections"):
        corrections.read(path)

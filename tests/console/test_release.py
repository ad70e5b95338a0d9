from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from unhook.console.release import DANGEROUS, by_recipient, owns
from unhook.store.model import Label, Summary
from unhook.store.users import User
from unhook.verdict.model import AttackType, Level

DAY = datetime(2026, 3, 1, tzinfo=UTC)
MAIL = Summary(
    id=1,
    key="k",
    date=DAY,
    direction="inbound",
    sender="a@evil.test",
    sender_name=None,
    recipients=("jo@corp.test",),
    subject="",
    message_id=None,
    source="milter",
    mailbox=None,
    level="suspicious",
    score=0.5,
    attack_types=(),
    label=None,
    content="c",
)
JO = User(1, "jo", "viewer", "jo@corp.test", None, None, DAY)


@pytest.mark.parametrize(
    ("level", "attacks", "label", "allowed"),
    [
        ("suspicious", (), None, "release"),
        ("suspicious", ("spam",), None, "release"),
        ("suspicious", ("advance_fee", "spam"), None, "release"),
        ("clean", (), None, "release"),
        ("malicious", (), None, "request"),
        ("malicious", ("spam",), None, "request"),
        ("incomplete", (), None, "request"),
        (None, (), None, "request"),
        ("malicious", ("malware",), "genuine", "release"),
        ("clean", (), "phish", "request"),
        ("suspicious", ("spam",), "malware", "request"),
    ],
)
def test_what_a_recipient_may(
    level: Level | None, attacks: tuple[AttackType, ...], label: Label | None, allowed: str
) -> None:
    assert by_recipient(replace(MAIL, level=level, attack_types=attacks, label=label)) == allowed


@pytest.mark.parametrize("attack", sorted(DANGEROUS))
def test_what_is_dangerous_is_only_asked_for(attack: AttackType) -> None:
    assert attack in get_args(AttackType)
    assert by_recipient(replace(MAIL, attack_types=("spam", attack))) == "request"


def test_whose_a_mail_is() -> None:
    assert owns(JO, MAIL)
    assert not owns(replace(JO, address="ann@corp.test"), MAIL)
    assert not owns(replace(JO, address=None), MAIL)
    assert owns(replace(JO, address=None, name="Jo"), replace(MAIL, mailbox="jo"))
    # A name that looks like somebody's address opens nothing that came to that address.
    assert not owns(replace(JO, address=None, name="jo@corp.test"), replace(MAIL, mailbox="jo@corp.test"))

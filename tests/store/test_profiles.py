import pickle
from dataclasses import replace
from datetime import timedelta

import pytest

from unhook import app
from unhook.context import Context
from unhook.message.model import Message
from unhook.mql.values import Unavailable
from unhook.store import Keeping, Store, profiles, teaching
from unhook.store.history import Past
from unhook.store.profiles import Profiles

from .conftest import KEYS, NOW, Opener
from .mails import CONTEXT, DAY, mail, verdict

OLD = timedelta(days=100)
WEEK = timedelta(days=7)


def ask(store: Store, message: Message) -> dict[str, object]:
    found = Profiles(store, NOW).about(message).by_sender()
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("recent", "hours", "name"),
    [
        (0, None, "new"),
        (5, 11, "new"),
        (0, 5_000, "outlier"),
        (2, 50, "outlier"),
        (3, 50, "rare"),
        (9, 50, "rare"),
        (10, 50, "uncommon"),
        (49, 50, "uncommon"),
        (50, 50, "common"),
    ],
)
def test_how_common_a_sender_is(recent: int, hours: int | None, name: str) -> None:
    first = None if hours is None else NOW - timedelta(hours=hours)
    assert profiles.prevalence(Past(first, recent=recent), NOW) == name


def test_a_known_sender(store: Store) -> None:
    store.record(mail(date=DAY, dmarc="pass"), verdict("clean", ()))
    store.record(mail("jo@corp.test", "ann@shop.example.com", date=DAY + timedelta(days=1), id_="o"), None)
    found = ask(store, mail(date=DAY + WEEK, id_="later", dmarc="pass"))
    assert found == {
        "prevalence": "outlier",
        "solicited": True,
        "any_messages_benign": True,
        "any_messages_malicious_or_spam": False,
        "any_false_positives": False,
        "auth_failed": False,
        "days_known": 7,
        "days_since": {"first_contact": 7, "last_contact": 6, "last_inbound": 7, "last_outbound": 6},
    }


def test_a_stranger(store: Store) -> None:
    store.record(mail(), None)
    found = ask(store, mail("eve@evil.invalid", id_="e", date=DAY + WEEK))
    assert (found["prevalence"], found["solicited"], found["days_known"]) == ("new", False, 0)
    assert found["days_since"] == dict.fromkeys(
        ("first_contact", "last_contact", "last_inbound", "last_outbound")
    )


def test_a_short_history_denies_nothing(opener: Opener) -> None:
    store = opener(Keeping(mature_days=8))
    store.record(mail(), verdict("malicious"))
    found = ask(store, mail(date=DAY + WEEK, id_="later"))
    assert found["any_messages_malicious_or_spam"] is True
    for name in ("prevalence", "solicited", "any_messages_benign", "days_known"):
        assert isinstance(found[name], Unavailable)
    assert ask(store, mail(date=DAY + timedelta(days=8), id_="later"))["solicited"] is False


def test_a_mail_does_not_speak_about_itself(store: Store) -> None:
    """The copy in a mailbox has one more Received field, and a later moment than the one at the border."""
    store.record(mail(), verdict("malicious"))
    copy = mail(extra="X-Copy: 1", date=DAY + timedelta(hours=1))
    assert ask(store, copy)["any_messages_malicious_or_spam"] is False
    assert ask(store, mail(id_="other", date=DAY + WEEK))["any_messages_malicious_or_spam"] is True


def test_free_mail_providers_are_asked_by_address(store: Store) -> None:
    store.record(mail("a@gmail.com"), None)
    assert ask(store, mail("b@gmail.com", id_="b", date=DAY + WEEK))["prevalence"] == "new"
    assert ask(store, mail("a@gmail.com", id_="b", date=DAY + WEEK))["prevalence"] == "outlier"
    assert (
        Profiles(store).about(mail("b@gmail.com", id_="b", date=DAY + WEEK)).by_sender_domain()["days_known"]
        == 7
    )


def test_reply_to_is_asked_by_its_address(store: Store) -> None:
    store.record(mail("eve@evil.invalid"), None)
    message = mail(extra="Reply-To: EVE@evil.invalid", id_="r", date=DAY + WEEK)
    assert Profiles(store).about(message).by_reply_to()["days_known"] == 7
    assert Profiles(store).about(mail()).by_reply_to() is None


def test_without_a_date_nobody_can_tell(store: Store) -> None:
    message = mail(date=None)
    assert isinstance(Profiles(store).about(message).by_sender(), Unavailable)
    assert not isinstance(Profiles(store, NOW).about(message).by_sender(), Unavailable)
    assert not isinstance(Profiles(store).about(message, NOW).by_sender(), Unavailable)


def test_a_store_that_fails_leaves_rules_unanswered(opener: Opener) -> None:
    store = opener()
    broken = replace(store, database=type(store.database)("sqlite:////proc/none/mail.db"))
    assert isinstance(Profiles(broken, NOW).about(mail()).by_sender(), Unavailable)


def test_it_goes_to_another_process(store: Store) -> None:
    store.record(mail(), None)
    sent = pickle.loads(pickle.dumps(Profiles(replace(store, clock=NOW.now), NOW)))
    assert ask(sent.store, mail(id_="x", date=DAY + WEEK))["days_known"] == 7


def test_verdicts_and_rules_ask_it(store: Store) -> None:
    known = store.record(mail(dmarc="pass"), verdict("clean", ()))
    later = mail(date=DAY + WEEK, id_="later", dmarc="pass")
    context = app.remembering(CONTEXT, store)
    before = app.check(later.raw, context).verdict
    with store.writing() as connection:
        teaching.teach(connection, known.id, "phish", by="ann", at=DAY + timedelta(days=2))
    after = app.check(later.raw, context).verdict
    rules = [[reason.finding.rule for reason in each.reasons] for each in (before, after)]
    assert "history-harmful" not in rules[0]
    assert "history-harmful" in rules[1]
    assert after.score > before.score


def test_keys_are_not_shown() -> None:
    assert "1111" not in repr(KEYS)
    assert "profile" not in Context().facts

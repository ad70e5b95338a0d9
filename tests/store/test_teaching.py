import pytest

from unhook.errors import StoreError
from unhook.store import Delivery, Store, audit, history, reading, teaching

from .conftest import NOW
from .mails import mail, verdict


def test_what_is_said_is_shown_and_audited_and_can_be_taken_back(store: Store) -> None:
    known = store.record(mail(), verdict("malicious"))
    with store.writing() as connection:
        teaching.teach(connection, known.id, "genuine", by="ann", at=NOW, reason="a customer")
        teaching.teach(connection, known.id, "genuine", by="bob", at=NOW)
        assert reading.summaries(connection, [known.id])[0].label == "genuine"
        assert [each.actor for each in audit.entries(connection)] == ["ann"]
    later = NOW.replace(hour=13)
    with store.reading() as connection:
        past = history.past(connection, "ann@shop.example.com", later)
        assert (past.harmful, past.benign, past.false_positives) == (0, 1, 1)
        assert history.past(connection, "ann@shop.example.com", NOW).harmful == 1
    with store.writing() as connection:
        teaching.teach(connection, known.id, None, by="ann", at=later)
    with store.reading() as connection:
        assert history.past(connection, "ann@shop.example.com", later.replace(hour=14)).harmful == 1
        assert reading.summaries(connection, [known.id])[0].label is None


def test_a_reported_mail_changes_nobodys_history(store: Store) -> None:
    known = store.record(mail(), verdict("malicious"), Delivery("report"))
    with store.writing() as connection:
        teaching.teach(connection, known.id, "phish", by="ann", at=NOW)
        assert history.past(connection, "ann@shop.example.com", NOW.replace(year=2027)).harmful == 0


def test_there_has_to_be_a_message(store: Store) -> None:
    with pytest.raises(StoreError, match="no message 7"), store.writing() as connection:
        teaching.teach(connection, 7, "phish", by="ann", at=NOW)

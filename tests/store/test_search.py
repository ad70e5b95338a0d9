from collections.abc import Iterator
from datetime import timedelta

import pytest

from unhook.errors import InputError
from unhook.store import Delivery, Store, search, teaching
from unhook.store.query import parse

from .conftest import BACKENDS, KEYS, NOW, fresh
from .mails import DAY, mail, verdict


@pytest.fixture(scope="module", params=BACKENDS)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(fresh(request, tmp_path_factory.mktemp("filled")), keys=KEYS, clock=lambda: NOW)
    first = mail(subject="Invoice for Málaga", id_="a@x", date=DAY)
    second = mail(
        "Bob <bob@mail.shop.example.com>",
        "al@corp.test",
        "Your MAILBOX is full",
        DAY + timedelta(days=1),
        "b@x",
    )
    third = mail(
        "eve@evil.invalid",
        "jo@corp.test",
        "100% free_ '\"offer",
        DAY + timedelta(days=2),
        "c@x",
        body="Nothing",
    )
    store.record(first, verdict("clean", ()))
    store.record(
        second, verdict("suspicious", ("mailbox-full",)), Delivery("milter", recipients=("al@corp.test",))
    )
    known = store.record(third, verdict("malicious", ("ask-for-password", "mailbox-full")))
    with store.writing() as connection:
        teaching.teach(connection, known.id, "phish", by="ann", at=NOW)
    yield store
    store.close()


def found(store: Store, text: str) -> str:
    with store.reading() as connection:
        answer = search.search(connection, parse(text, NOW)).messages
    return "".join((each.message_id or "").strip("<>")[0] for each in answer)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", "cba"),
        ("from:ann@shop.example.com", "a"),
        ("from:shop.example.com", "ba"),
        ("from:@SHOP.example.com", "ba"),
        ("-from:shop.example.com", "c"),
        ("from:op.example.com", ""),
        ("to:jo@corp.test", "ca"),
        ("to:corp.test -to:jo@corp.test", "b"),
        ("mailbox", "b"),
        ("subject:MAILBOX full", "b"),
        ('"is full"', "b"),
        ("málaga", "a"),
        ("MÁLAGA", "a"),
        ("100% free_", "c"),
        ("'", "c"),
        ("-full", "ca"),
        ("rule:mailbox-full", "cb"),
        ("rule:mailbox-full -rule:ask-for-password", "b"),
        ("verdict:malicious", "c"),
        ("-verdict:clean", "cb"),
        ("verdict:none", ""),
        ("label:phish", "c"),
        ("-label:phish", "ba"),
        ("label:none", "ba"),
        ("type:credential_phishing -verdict:malicious", "ba"),
        ("link:evil.invalid", "ba"),
        ("link:shop.example.com", "ba"),
        ("link:https://evil.invalid/login", "ba"),
        ("link:https://evil.invalid/logi", ""),
        ("-link:evil.invalid", "c"),
        ("id:b@x", "b"),
        ("id:<b@x>", "b"),
        ("source:milter", "b"),
        ("direction:inbound -source:milter", "ca"),
        ("after:2026-03-02", "cb"),
        ("before:2026-03-02", "a"),
        ("after:2026-03-02 before:2026-03-03", "b"),
        ("after:8d", "c"),
    ],
)
@pytest.mark.parametrize("few", [search.FEW, -1], ids=["looked up", "walked"])
def test_terms(filled: Store, text: str, ids: str, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FEW", few)
    assert found(filled, text) == ids


def test_a_hash_is_the_mails_or_an_attachments(store: Store) -> None:
    body = 'Content-Type: application/pdf; name="a.pdf"\nContent-Disposition: attachment\n\n%PDF-1.4'
    message = mail(
        extra="MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b", body=f"--b\n{body}\n--b--"
    )
    store.record(message, None)
    store.record(mail(id_="other"), None)
    with store.reading() as connection:
        (summary,) = search.search(connection, parse(f"hash:{message.attachments[0].sha256}", NOW)).messages
        (same,) = search.search(connection, parse(f"hash:{summary.content.upper()}", NOW)).messages
        (other,) = search.search(connection, parse(f"-hash:{summary.content}", NOW)).messages
    assert summary == same != other


def test_pages_follow_each_other_without_gap_or_overlap(store: Store) -> None:
    for day in range(7):
        store.record(mail(id_=str(day), date=DAY + timedelta(days=day % 3)), None)
    seen: list[int] = []
    older = None
    with store.reading() as connection:
        while True:
            page = search.search(connection, parse("from:shop.example.com", NOW), older=older, limit=3)
            seen += [each.id for each in page.messages]
            older = page.older
            if older is None:
                break
    assert len(seen) == 7
    assert seen == sorted(set(seen), reverse=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("frm:a", "no field 'frm'"),
        ('"open', "quotation mark"),
        ("after:yesterday", "no day"),
        ("-after:2026-01-01", "use before:"),
        ("hash:abc", "no SHA-256"),
        ("verdict:bad", "one of clean"),
        ("from:.", "no name of a host"),
        ("a " * 1_001, "longer than"),
        ("a " * 31, "more than 30"),
    ],
)
def test_what_is_wrong_with_a_search_is_said(filled: Store, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        found(filled, text)

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unhook.store import Delivery, Label, Store, history, teaching
from unhook.store.history import Past

from .conftest import NOW
from .mails import DAY, mail, verdict

LEVELS = ("clean", "malicious", "suspicious", None)
names = count()


@dataclass(frozen=True)
class Event:
    hour: int
    outbound: bool
    level: str | None
    dmarc: str | None
    label: Label | None = None
    taught_after: int = 0

    @property
    def date(self) -> datetime:
        return DAY + timedelta(hours=self.hour)

    @property
    def taught_at(self) -> datetime:
        return self.date + timedelta(hours=self.taught_after)


events = st.builds(
    Event,
    st.integers(0, 100),
    st.booleans(),
    st.sampled_from(LEVELS),
    st.sampled_from(("pass", "fail", None)),
    st.sampled_from(("phish", "genuine", None)),
    st.integers(1, 50),
)


def expected(known: list[Event], before: datetime, proven: bool) -> Past:
    """The past, worked out from the events themselves."""
    seen = [each for each in known if each.date < before]
    inbound = [each for each in seen if not each.outbound and each.dmarc != "fail"]
    outbound = [each for each in seen if each.outbound]

    def said(each: Event) -> str | None:
        if each.label is None or each.taught_at >= before:
            return {"clean": "genuine", "malicious": "phish"}.get(each.level or "")
        return each.label

    def harmful(each: Event) -> bool:
        corrected = each.label is not None and each.taught_at < before and each.level != "malicious"
        return said(each) == "phish" and (corrected or not proven or each.dmarc == "pass")

    fixed = [
        each
        for each in inbound
        if each.label == "genuine" and each.taught_at < before and each.level in ("malicious", "suspicious")
    ]
    return Past(
        min((each.date for each in inbound), default=None),
        max((each.date for each in inbound), default=None),
        min((each.date for each in outbound), default=None),
        max((each.date for each in outbound), default=None),
        len(inbound),
        sum(said(each) == "genuine" for each in inbound),
        sum(map(harmful, inbound)),
        len(fixed),
        sum(not each.outbound and each.dmarc == "fail" for each in seen),
    )


def fill(store: Store, known: list[Event], address: str) -> None:
    with store.writing() as connection:
        for place, each in enumerate(known):
            sender, to = ("jo@corp.test", address) if each.outbound else (address, "jo@corp.test")
            message = mail(sender, to, date=each.date, id_=f"{place}-{address}", dmarc=each.dmarc)
            judged = verdict(each.level, ()) if each.level else None  # type: ignore[arg-type]
            recorded = store.record(message, judged, connection=connection)
            if each.label is not None:
                teaching.teach(connection, recorded.id, each.label, by="ann", at=each.taught_at)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(known=st.lists(events, max_size=8), hour=st.integers(0, 160), proven=st.booleans())
def test_nothing_of_the_moment_or_after_it_is_seen(
    store: Store, known: list[Event], hour: int, proven: bool
) -> None:
    address = f"ann@sender{next(names)}.example"
    fill(store, known, address)
    before = DAY + timedelta(hours=hour)
    domain = f"@{address.partition('@')[2]}"
    with store.reading() as connection:
        for party in (address, domain):
            for own in ("", "jo@corp.test"):
                found = history.past(connection, party, before, own, proven=proven)
                wanted = expected(known, before, proven)
                assert {name: getattr(found, name) for name in _COMPARED} == {
                    name: getattr(wanted, name) for name in _COMPARED
                }


_COMPARED = tuple(name for name in Past.__slots__ if name != "reach")


def test_the_pair_is_known_apart_from_the_organisation(store: Store) -> None:
    store.record(mail(), verdict(), Delivery(recipients=("jo@corp.test",)))
    with store.reading() as connection:
        assert history.past(connection, "ann@shop.example.com", NOW, "jo@corp.test").recent == 1
        assert history.past(connection, "ann@shop.example.com", NOW, "al@corp.test").recent == 0
        assert history.past(connection, "@example.com", NOW).harmful == 1


def test_a_domain_is_the_registrable_one(store: Store) -> None:
    store.record(mail("a@one.github.io"), None)
    with store.reading() as connection:
        assert history.past(connection, "@one.github.io", NOW).recent == 1
        assert history.past(connection, "@two.github.io", NOW).recent == 0


def test_what_a_mail_only_carried_is_not_its_senders(store: Store) -> None:
    inner = "From: eve@evil.invalid\nSubject: x\n\ny"
    forward = mail(
        extra="MIME-Version: 1.0\nContent-Type: message/rfc822\nContent-Disposition: attachment", body=inner
    )
    assert forward.carrier is not None
    store.record(forward, verdict("malicious"))
    with store.reading() as connection:
        assert history.past(connection, "ann@shop.example.com", NOW).harmful == 0
        assert history.past(connection, "ann@shop.example.com", NOW).recent == 1
        assert history.past(connection, "eve@evil.invalid", NOW).recent == 0


def test_a_report_is_no_contact(store: Store) -> None:
    store.record(mail(), verdict(), Delivery("report"))
    with store.reading() as connection:
        assert history.past(connection, "ann@shop.example.com", NOW).recent == 0


def test_days_are_counted(store: Store) -> None:
    for place, hour in enumerate((0, 1, 30)):
        store.record(mail(id_=str(place), date=DAY + timedelta(hours=hour)), None)
    with store.reading() as connection:
        days = history.by_day(connection, "ann@shop.example.com", NOW)
    assert days == (
        (datetime(2026, 3, 1, tzinfo=UTC), 2, 0),
        (datetime(2026, 3, 2, tzinfo=UTC), 1, 0),
    )


@pytest.mark.parametrize("proven", [True, False])
def test_a_forged_mail_does_not_blacken_a_proven_sender(store: Store, proven: bool) -> None:
    store.record(mail(dmarc=None), verdict("malicious"))
    store.record(mail(dmarc="fail", id_="2"), verdict("malicious"))
    with store.reading() as connection:
        past = history.past(connection, "ann@shop.example.com", NOW, proven=proven)
    assert past.harmful == (0 if proven else 1)
    assert past.failed == 1

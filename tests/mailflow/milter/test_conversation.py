import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mails import job
from mailflow.milter import mta
from unhook.limits import DEFAULT
from unhook.mailflow.job import Job
from unhook.mailflow.milter.conversation import (
    NEEDED,
    Aborted,
    Begun,
    Complete,
    Conversation,
    Event,
    Over,
    Reply,
)
from unhook.mailflow.milter.wire import ProtocolError, pack

LIMIT = 1_000_000


def told(*data: bytes, limit: int = LIMIT) -> list[Event]:
    conversation = Conversation(limit)
    return [event for each in data for event in conversation.receive(each)]


def mails(events: list[Event]) -> list[Job]:
    """The mails among the events, with the ids and times that each gets anew taken from the examples."""
    known = job("seed-scam").envelope
    return [
        replace(event.job, envelope=replace(event.job.envelope, id=known.id, received=known.received))
        for event in events
        if isinstance(event, Complete)
    ]


def test_a_mail_of_postfix_arrives_as_it_was_sent() -> None:
    sent = job("seed-scam")
    events = told(mta.offer(*mta.POSTFIX), mta.connect(sent), mta.transaction(sent), mta.body(sent, 1_000))
    assert mails(events) == [sent]
    assert [type(event) for event in events] == [Reply, Begun, Complete]


def test_an_old_server_gets_a_word_for_each_command() -> None:
    sent = job("seed-scam")
    events = told(mta.offer(*mta.OLD), mta.connect(sent), mta.transaction(sent, spaced=False), mta.body(sent))
    assert mails(events) == [sent]
    replies = [event for event in events if isinstance(event, Reply)]
    commands = 1 + 2 + 2 + len(sent.header) + 1
    assert len(replies) == commands
    assert {event.data for event in replies[1:]} == {pack(b"c")}


def test_what_is_agreed_on_is_what_was_offered() -> None:
    (reply,) = told(mta.offer(*mta.POSTFIX))
    assert isinstance(reply, Reply)
    ((command, data),) = mta.packets(reply.data)
    version, actions, steps = struct.unpack("!III", data)
    assert (command, version, actions) == (b"O", 6, NEEDED)
    assert steps & ~mta.POSTFIX[2] == 0
    (reply,) = told(mta.offer(*mta.OLD))
    assert isinstance(reply, Reply)
    assert struct.unpack("!III", mta.packets(reply.data)[0][1]) == (2, NEEDED, 0)


@pytest.mark.parametrize(
    "data",
    [
        mta.offer(6, 0x1F, 0x1FFFFF),
        mta.offer(1, 0x1FF, 0),
        pack(b"O", b"\0"),
        pack(b"M", b"<a@b.example>\0"),
        mta.offer(*mta.POSTFIX) + pack(b"z"),
    ],
)
def test_what_the_protocol_does_not_allow_ends_the_connection(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        told(data)


def test_several_mails_of_a_connection_do_not_mix() -> None:
    first = job("seed-scam", user="anna")
    second = job("genuine-maintenance", queue_id="OTHER", mail_from="", recipients=("jo@corp.example",))
    start = mta.offer(*mta.POSTFIX) + mta.connect(first)
    events = told(start, mta.transaction(first), mta.body(first), mta.transaction(second), mta.body(second))
    assert mails(events) == [first, second]


def test_a_mail_that_was_given_up_leaves_nothing() -> None:
    first, second = job("seed-scam", user="anna"), job("genuine-maintenance")
    start = mta.offer(*mta.POSTFIX) + mta.connect(first)
    events = told(start, mta.transaction(first), pack(b"A"), mta.transaction(second), mta.body(second))
    assert mails(events) == [second]
    assert any(isinstance(event, Aborted) for event in events)


def test_another_client_on_the_same_connection_is_not_the_last_one() -> None:
    first, second = job("seed-scam"), job("seed-scam", client_ip="192.0.2.9", helo="other.example")
    start = mta.offer(*mta.POSTFIX) + mta.connect(first)
    events = told(start, mta.transaction(first), mta.body(first), pack(b"K"), mta.connect(second),
                  mta.transaction(second), mta.body(second))  # fmt: skip
    assert mails(events) == [first, second]


def test_farewell() -> None:
    assert told(mta.offer(*mta.POSTFIX), pack(b"Q"))[1:] == [Over()]


def test_of_a_mail_over_the_limit_nothing_more_is_kept() -> None:
    sent = job("seed-scam")
    events = told(
        mta.offer(*mta.POSTFIX), mta.connect(sent), mta.transaction(sent), mta.body(sent), limit=2_000
    )
    (complete,) = [event for event in events if isinstance(event, Complete)]
    assert not complete.whole
    assert complete.job.body == b""


def test_a_header_over_its_limit_is_a_mail_over_the_limit() -> None:
    sent = job("seed-scam")
    flood = pack(b"L", b"X-Flood\0" + b" x" * 30_000 + b"\0") * 20
    events = told(mta.offer(*mta.POSTFIX), mta.connect(sent), flood, mta.transaction(sent), mta.body(sent))
    (complete,) = [event for event in events if isinstance(event, Complete)]
    assert complete.whole
    events = told(
        mta.offer(*mta.POSTFIX), mta.transaction(sent), flood, pack(b"N"), mta.body(sent), limit=10**9
    )
    (complete,) = [event for event in events if isinstance(event, Complete)]
    assert not complete.whole
    assert sum(len(each.value) for each in complete.job.header) < DEFAULT.header_bytes


@pytest.mark.parametrize(
    ("kind", "address", "expected"),
    [
        (b"6", b"IPv6:2001:db8::1\0", "2001:db8::1"),
        (b"4", b"192.0.2.1\0", "192.0.2.1"),
        (b"L", b"/run/x\0", None),
        (b"U", b"", None),
    ],
)
def test_clients(kind: bytes, address: bytes, expected: str | None) -> None:
    sent = job("seed-scam")
    port = b"" if kind == b"U" else b"\0\0"
    events = told(
        mta.offer(*mta.POSTFIX), pack(b"C", b"host\0" + kind + port + address), mta.transaction(sent),
        mta.body(sent),
    )  # fmt: skip
    (complete,) = [event for event in events if isinstance(event, Complete)]
    assert complete.job.envelope.client_ip == expected
    assert complete.job.envelope.client_name == "host"


def test_words_beyond_ascii_break_nothing() -> None:
    """Any sender can write them into HELO, into a header's name and into an address."""
    start = mta.offer(*mta.POSTFIX) + pack(b"H", b"m\xfcller\0") + pack(b"D", b"M{auth_author}\0j\xfc\0")
    odd = pack(b"M", b"<\xff@b.example>\0") + pack(b"L", "Grüße\0 x\0".encode()) + pack(b"N") + pack(b"E")
    (complete,) = [event for event in told(start, odd) if isinstance(event, Complete)]
    assert complete.job.envelope.helo == "m\\xfcller"
    assert complete.job.envelope.mail_from == "\\xff@b.example"
    assert complete.job.header[0].name == "Grüße".encode()
    assert complete.job.traced()


@given(
    st.lists(
        st.tuples(st.sampled_from([bytes((code,)) for code in b"ABCDEHKLMNORTUQ"]), st.binary(max_size=30))
    )
)
def test_whatever_is_said_is_answered_or_refused(said: list[tuple[bytes, bytes]]) -> None:
    conversation = Conversation(LIMIT)
    try:
        for command, data in [(b"O", struct.pack("!III", *mta.POSTFIX)), *said]:
            for event in conversation.receive(pack(command, data)):
                if isinstance(event, Complete):
                    assert event.job.traced()
    except ProtocolError:
        pass

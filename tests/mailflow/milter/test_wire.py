import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.mailflow.milter import wire


@given(st.lists(st.tuples(st.sampled_from([b"A", b"B", b"L"]), st.binary(max_size=50))), st.data())
def test_packets_come_out_whole_however_the_bytes_come(
    sent: list[tuple[bytes, bytes]], data: st.DataObject
) -> None:
    stream = b"".join(wire.pack(*each) for each in sent)
    packets = wire.Packets()
    found: list[tuple[bytes, bytes]] = []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        found += packets.feed(stream[:size])
        stream = stream[size:]
    assert found == sent


@pytest.mark.parametrize("size", [0, wire.PACKET + 1, 0xFFFFFFFF])
def test_an_impossible_length_ends_the_connection(size: int) -> None:
    with pytest.raises(wire.ProtocolError):
        list(wire.Packets().feed(struct.pack("!I", size) + b"B"))


def test_a_packet_that_is_read_is_not_kept_when_the_reader_stops() -> None:
    packets = wire.Packets()
    reading = packets.feed(wire.pack(b"A") + wire.pack(b"Q"))
    assert next(reading) == (b"A", b"")
    reading.close()
    assert list(packets.feed(b"")) == [(b"Q", b"")]


def test_texts_end_with_a_nul() -> None:
    assert wire.strings(b"a\0\0b\0rest") == [b"a", b"", b"b"]


def test_a_body_goes_in_pieces_and_an_empty_one_in_one() -> None:
    pieces = list(wire.replace_body(b"x" * (wire.CHUNK + 1)))
    assert [len(piece) - 5 for piece in pieces] == [wire.CHUNK, 1]
    assert list(wire.replace_body(b"")) == [wire.pack(b"b")]


def test_a_reply_is_one_line_of_smtp() -> None:
    assert wire.reply(451, "4.7.1", "100% busy")[4:] == b"y451 4.7.1 100%% busy\0"


def test_a_short_offer_breaks_the_protocol() -> None:
    with pytest.raises(wire.ProtocolError, match="short"):
        wire.offer(b"\0\0\0\6")

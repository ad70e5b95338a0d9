import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.mime.words import characters, decode, pieces


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b" plain ", "plain"),
        (b"folded\r\n value\n\tagain", "folded value again"),
        (b'multipart/mixed; \r\n \t boundary="x"', 'multipart/mixed; boundary="x"'),
        (b"two  blanks\rand a bare end", "two  blanksand a bare end"),
        (b"=?utf-8?q?caf=C3=A9?=", "café"),
        (b"=?UTF-8?B?Y2Fmw6k=?= au lait", "café au lait"),
        (b"=?utf-8?q?a_b?=\r\n =?utf-8?q?c?=", "a bc"),
        (b"=?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
        (b"=?utf-8?B?Y2Fmww==?= =?utf-8?B?qQ==?=", "café"),
        (b"=?iso-8859-1?q?=E9?= =?utf-8?q?=C3=A9?=", "éé"),
        (b"=?utf-8*en?q?x?=", "x"),
        (b"=?utf-8?q?what??= now", "what? now"),
        (b"=?utf-8?q?with blanks in it?=", "with blanks in it"),
        (b"=?utf-8?q?a?=x=?utf-8?q?b?=", "axb"),
        (b"=?made-up?q?=E9?=", "é"),
        (b"=?utf-8?b?####?=", ""),
        (b"=?utf-8?q?never closed", "=?utf-8?q?never closed"),
        (b"=?utf-8?q?open =?utf-8?q?closed?=", "=?utf-8?q?open closed"),
        (b"=?utf-8?x?no such encoding?=", "=?utf-8?x?no such encoding?="),
        ("Übergrößen".encode(), "Übergrößen"),
        (b"M\xfcnchen", "München"),
        (b"=?utf-8?q?line=0D=0Abreak=00x?=", "line  break x"),
        (b"", ""),
    ],
)
def test_decode(raw: bytes, expected: str) -> None:
    assert decode(raw) == expected


def test_an_address_made_by_decoding_stays_text() -> None:
    assert decode(b"=?utf-8?q?boss=40example=2Ecom?=") == "boss@example.com"


def test_pieces_tell_where_the_words_stand() -> None:
    raw = b"Re: =?utf-8?q?one?= =?utf-8?q?two?= three"
    found = pieces(raw)
    assert [piece.text for piece in found] == ["Re: ", "onetwo", " three"]
    assert [piece.literal for piece in found] == [True, False, True]
    assert raw[slice(*found[1].span)] == b"=?utf-8?q?one?= =?utf-8?q?two?="


@given(st.text().filter(lambda text: not set(text) & set("\r\n\0")))
def test_base64_words_round_trip(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode().strip(" \t")
    word = b"=?utf-8?b?" + base64.b64encode(text.encode()) + b"?="
    assert decode(word) == text


@given(
    st.lists(st.sampled_from([b"=?", b"?=", b"utf-8", b"?q?", b"?b?", b" ", b"\r\n ", b"=41", b"\xe9", b"a"]))
)
def test_pieces_cover_the_value_in_order(parts: list[bytes]) -> None:
    raw = b"".join(parts)
    found = pieces(raw)
    edges = [edge for piece in found for edge in piece.span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(raw) for edge in edges)
    assert "".join(piece.text for piece in found).strip(" \t") == decode(raw)


@given(st.lists(st.sampled_from([b" ", b"\t", b"\r", b"\n", b"\r\n ", b"ab", b"c"])).map(b"".join))
def test_every_character_of_a_folded_literal_has_its_byte(raw: bytes) -> None:
    text = "".join(piece.text for piece in pieces(raw))
    places = characters(raw)
    assert len(places) == len(text)
    assert all(text[i].isspace() or raw[at] == ord(text[i]) for i, at in enumerate(places))

import base64
import binascii
import quopri
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.mime.transfer import decode


def whole(source: bytes, encoding: str | None) -> bytes:
    return decode(source, (0, len(source)), encoding).data


def code(source: bytes, encoding: str) -> str | None:
    defect = decode(source, (0, len(source)), encoding).defect
    return defect.code if defect else None


@pytest.mark.parametrize("encoding", [None, "7bit", "8bit", "binary"])
def test_identity_counts_from_the_start_of_the_message(encoding: str | None) -> None:
    content = decode(b"headbody", (4, 8), encoding)
    assert content.data == b"body"
    assert content.to_raw(1, 3) == (5, 7)


def test_unknown_encoding_passes_the_body_on() -> None:
    assert whole(b"abc", "x-rot13") == b"abc"
    assert code(b"abc", "x-rot13") == "unknown-transfer-encoding"


def test_base64_with_junk_between() -> None:
    assert whole(b"aGV*s\r\n!!bG8=", "base64") == b"hello"


def test_base64_cut_short() -> None:
    assert whole(b"aGVsbG8gd29ybG", "base64") == b"hello worl"
    assert code(b"aGVsbG8gd29ybG", "base64") == "base64-cut-short"


def test_base64_in_several_padded_runs_is_read_to_the_end() -> None:
    source = base64.b64encode(b"first!!") + b"\n" + base64.b64encode(b"second")
    assert whole(source, "base64") == b"first!!second"
    content = decode(source, (0, len(source)), "base64")
    start, end = content.to_raw(7, 13)
    assert binascii.a2b_base64(source[start:end]) == b"second"


def test_base64_of_nothing_but_padding_ends() -> None:
    assert code(b"QQ==" * 5000, "base64") == "base64-in-too-many-runs"
    assert len(whole(b"QQ==" * 5000, "base64")) < 5000


def test_a_list_footer_after_base64_is_left_out() -> None:
    source = base64.b64encode(b"mail body") + b"==\n____________\nlist mailing list\n"
    padded = base64.b64encode(b"mail bod") + b"\n____________\nlist mailing list\n"
    assert whole(padded, "base64") == b"mail bod"
    assert code(padded, "base64") == "text-after-base64"
    assert whole(source, "base64").startswith(b"mail body")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"caf=C3=A9", b"caf\xc3\xa9"),
        (b"soft=\r\nbreak", b"softbreak"),
        (b"soft= \t\r\nbreak", b"softbreak"),
        (b"soft=\rbreak\n", b"softbreak\n"),
        (b"lower=c3=a9", b"lower\xc3\xa9"),
        (b"50% = half =zz", b"50% = half =zz"),
        (b"a==41", b"a=A"),
        (b"end=", b"end"),
        (b"under_score", b"under_score"),
    ],
)
def test_quoted_printable(source: bytes, expected: bytes) -> None:
    assert whole(source, "quoted-printable") == expected


def test_uuencode() -> None:
    source = b"begin 644 a.bin\n" + binascii.b2a_uu(b"hello world") + b"`\nend\nfooter"
    assert whole(source, "x-uuencode") == b"hello world"
    assert code(b"no begin line", "uuencode") == "uuencode-without-begin"


@given(st.binary(min_size=1), st.integers(1, 80), st.data())
def test_base64_places_hold_what_they_say(data: bytes, width: int, draw: st.DataObject) -> None:
    encoded = base64.b64encode(data)
    source = b"\r\n".join(encoded[at : at + width] for at in range(0, len(encoded), width))
    raw = b"header\n\n" + source
    content = decode(raw, (8, len(raw)), "base64")
    assert content.data == data
    start = draw.draw(st.integers(0, len(data) - 1))
    end = draw.draw(st.integers(start + 1, len(data)))
    low, high = content.to_raw(start, end)
    alphabet = bytes(byte for byte in raw[8:low] if byte not in b"\r\n=")
    covered = bytes(byte for byte in raw[low:high] if byte not in b"\r\n=")
    # The characters before the place encode exactly the bytes before it, up to one shared character.
    assert len(alphabet) * 6 <= start * 8
    assert (len(alphabet) + len(covered)) * 6 >= end * 8
    assert (len(alphabet) + 1) * 6 > start * 8
    assert (len(alphabet) + len(covered) - 1) * 6 < end * 8


@given(
    st.lists(
        st.sampled_from(
            [b"=41", b"=c3", b"=\r\n", b"=\n", b"a", b"B", b" ", b"\r\n", b"=", b"=4", b"zz", b"\r"]
        )
    )
)
def test_quoted_printable_places_decode_to_what_they_hold(parts: list[bytes]) -> None:
    source = b"".join(parts)
    content = decode(source, (0, len(source)), "quoted-printable")
    for at in range(len(content.data)):
        low, high = content.to_raw(at, at + 1)
        token = source[low:high]
        assert (
            token == content.data[at : at + 1]
            or bytes.fromhex(token[1:].decode()) == content.data[at : at + 1]
        )


# The standard library writes all line ends like the first.
@given(st.binary().map(lambda data: re.sub(rb"\r+\n", b"\n", data)))
def test_quoted_printable_round_trip(data: bytes) -> None:
    assert whole(quopri.encodestring(data, quotetabs=True), "quoted-printable") == data


@given(
    st.binary(), st.sampled_from([None, "base64", "quoted-printable", "x-uuencode", "8bit", "odd"]), st.data()
)
def test_never_fails(source: bytes, encoding: str | None, draw: st.DataObject) -> None:
    content = decode(source, (0, len(source)), encoding)
    start = draw.draw(st.integers(0, len(content.data)))
    end = draw.draw(st.integers(start, len(content.data)))
    low, high = content.to_raw(start, end)
    assert 0 <= low <= high <= len(source)

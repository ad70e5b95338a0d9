import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhook.message.mime.charset import byte_offset, codec, decode_text

JAPANESE = "abc 日本語 end"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("ISO-8859-1", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("GB2312", "gb18030"),
        ('"utf-8"', "utf-8"),
        ("UTF8", "utf-8"),
        ("shift_jis", "cp932"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_labels_mean_what_clients_take_them_for(label: str, expected: str) -> None:
    assert codec(label) == expected


@pytest.mark.parametrize(
    "label", ["rot13", "base64", "idna", "unicode_escape", "no-such", "x" * 500, "\0", ""]
)
def test_what_is_no_charset_is_refused(label: str) -> None:
    assert codec(label) is None


def test_valid_utf8_beats_a_western_label() -> None:
    assert decode_text("Grüße".encode(), "iso-8859-1").text == "Grüße"


def test_western_bytes_without_a_label_are_read_and_noted() -> None:
    decoded = decode_text(b"Gr\xfc\xdfe \x93x\x94", None)
    assert decoded.text == "Grüße “x”"
    assert decoded.defect is not None
    assert decoded.defect.code == "undeclared-charset"


def test_undefined_western_bytes_keep_their_place() -> None:
    assert decode_text(b"\x81a\x8d", "windows-1252").text == "\x81a\x8d"


def test_one_broken_byte_does_not_hide_the_rest_of_utf8() -> None:
    decoded = decode_text("Bestätigen Sie ".encode() + b"\xff" + " müssen".encode(), "utf-8")
    assert decoded.text == "Bestätigen Sie \ufffd müssen"
    assert decoded.defect is not None


def test_unlabelled_utf8_cut_inside_a_character() -> None:
    assert decode_text("Картинка.jp".encode() + b"\xd0", None).text == "Картинка.jp\ufffd"


def test_utf8_label_on_western_bytes() -> None:
    assert decode_text(b"m\xfcssen Sie best\xe4tigen", "utf-8").text == "müssen Sie bestätigen"


def test_unknown_label_is_a_defect_and_no_more() -> None:
    decoded = decode_text(b"hello", "x-made-up")
    assert decoded.text == "hello"
    assert decoded.defect is not None
    assert decoded.defect.code == "unknown-charset"


def test_unlabelled_japanese_escapes() -> None:
    assert decode_text(JAPANESE.encode("iso2022_jp"), None).text == JAPANESE


@pytest.mark.parametrize("label", ["utf-8", "shift_jis", "iso-2022-jp", "utf-16-be", "euc-jp", "gb18030"])
def test_character_places_lead_to_bytes(label: str) -> None:
    data = JAPANESE.encode(codec(label) or label)
    decoded = decode_text(data, label)
    assert decoded.text == JAPANESE
    start, end = byte_offset(data, decoded, 10), byte_offset(data, decoded, 11)
    assert data[start:end].decode(codec(label) or label) in ("d", "n")
    assert byte_offset(data, decoded, len(JAPANESE)) == len(data)


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf16_follows_its_byte_order_mark(order: str) -> None:
    assert decode_text("\ufeffabc".encode(f"utf-16-{order}"), "utf-16").text == "\ufeffabc"


def test_offset_after_a_long_stateful_text() -> None:
    text = "日本" * 5000 + "X"
    data = text.encode("iso2022_jp")
    decoded = decode_text(data, "iso-2022-jp")
    assert data[byte_offset(data, decoded, 10_000) :].endswith(b"X")


def test_a_character_cut_off_by_the_end_has_a_place() -> None:
    """It was placed behind the last byte, where there is nothing to point at."""
    data = "Grü".encode() + b"\xe2\x82"
    decoded = decode_text(data, None)
    assert decoded.text == "Grü\ufffd"
    assert [byte_offset(data, decoded, at) for at in range(5)] == [0, 1, 2, 4, 6]


@given(st.binary(max_size=60))
def test_every_character_of_broken_utf8_begins_inside(data: bytes) -> None:
    decoded = decode_text(data, "utf-8")
    places = [byte_offset(data, decoded, at) for at in range(len(decoded.text))]
    assert all(place < len(data) for place in places)
    assert places == sorted(places)


@given(
    st.binary(),
    st.sampled_from([None, "utf-8", "windows-1252", "gb2312", "utf-16", "utf-7", "hz", "big5", "nope"]),
)
def test_never_fails_and_offsets_stay_inside(data: bytes, label: str | None) -> None:
    decoded = decode_text(data, label)
    places = [byte_offset(data, decoded, at) for at in range(len(decoded.text) + 2)]
    assert places == sorted(places)
    assert all(0 <= place <= len(data) for place in places)


@given(st.text(), st.sampled_from(["utf-8", "utf-16-le", "gb18030"]))
def test_round_trip(text: str, label: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert decode_text(text.encode(label), label).text == text

import zlib
from base64 import encodebytes

import pytest

from unhook.files.model import Child, Fault, Found
from unhook.files.scanner import Sample
from unhook.files.scanners.signed import SCANNER
from unhook.message.mime.magic import file_type

INNER = b"Content-Type: text/plain\r\n\r\nPlease sign in at https://login.example.test/\r\n"
SIGNED, DATA = "2a864886f70d010702", "2a864886f70d010701"
COMPRESSED = "2a864886f70d0109100109"


def value(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x83" + size.to_bytes(3, "big")
    return bytes([tag]) + length + content


def endless(tag: int, *parts: bytes) -> bytes:
    return bytes([tag]) + b"\x80" + b"".join(parts) + b"\0\0"


def name(hexadecimal: str) -> bytes:
    return value(6, bytes.fromhex(hexadecimal))


def wrapped(kind: str, content: bytes) -> bytes:
    return value(
        0x30,
        name(kind),
        value(
            0xA0,
            value(
                0x30,
                value(2, b"\1"),
                value(0x31),
                value(0x30, name(DATA), value(0xA0, value(4, content))),
            ),
        ),
    )


def scan(data: bytes, file_name: str = "smime.p7m") -> Found:
    sample = Sample(data, file_type(data), file_name)
    assert SCANNER.reads(sample), sample.kind
    return SCANNER.scan(sample)


def test_the_mail_inside_a_signature_comes_out() -> None:
    assert scan(wrapped(SIGNED, INNER)).children == (Child(INNER, "signed.eml", "signed content"),)


def test_lengths_left_open_and_pieces_are_read() -> None:
    pieces = endless(0x24, value(4, INNER[:20]), value(4, INNER[20:]))
    inner = endless(0x30, name(DATA), endless(0xA0, pieces))
    data = endless(0x30, name(SIGNED), endless(0xA0, endless(0x30, value(2, b"\1"), value(0x31), inner)))
    assert scan(data).children[0].data == INNER


def test_base64_without_a_transfer_encoding_is_read() -> None:
    assert scan(encodebytes(wrapped(SIGNED, INNER))).children[0].data == INNER


def test_compressed_mail_comes_out() -> None:
    assert scan(wrapped(COMPRESSED, zlib.compress(INNER))).children[0].data == INNER
    assert scan(wrapped(COMPRESSED, b"none")).faults == (Fault("damaged", "signed"),)


@pytest.mark.parametrize("kind", ["2a864886f70d010703", "2a864886f70d0109100117"])
def test_what_is_encrypted_is_told(kind: str) -> None:
    found = scan(value(0x30, name(kind), value(0xA0, value(0x30))))
    assert [fault.name for fault in found.faults] == ["encrypted"]


def test_certificates_alone_hold_no_mail() -> None:
    bare = value(0x30, value(2, b"\1"), value(0x31), value(0x30, name(DATA)))
    assert scan(value(0x30, name(SIGNED), value(0xA0, bare))) == Found()


@pytest.mark.parametrize("cut", range(0, 60, 3))
def test_what_is_cut_short_is_damaged(cut: int) -> None:
    assert scan(wrapped(SIGNED, INNER)[:cut] + b"\xff").faults == (Fault("damaged", "signed"),)


def test_deep_values_end() -> None:
    assert scan(b"0\x80" * 100_000).faults == (Fault("damaged", "signed"),)

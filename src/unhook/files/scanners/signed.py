"""S/MIME in one piece (`.p7m`): the mail inside a signature comes out, what is encrypted stays closed."""

import re
import zlib
from base64 import b64decode

from unhook.files import ber
from unhook.files.model import Child, Fault, Found, Sign
from unhook.files.scanner import Sample, Scanner

# RFC 5652 sections 4 to 6 and RFC 3274 section 1.1, as DER writes them.
_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENVELOPED = bytes.fromhex("2a864886f70d010703")
_COMPRESSED = bytes.fromhex("2a864886f70d0109100109")
_AUTHENTICATED = bytes.fromhex("2a864886f70d0109100117")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,70}:[ \t]")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+\Z")


def scan(sample: Sample) -> Found:
    """A child `signed content`; the signature itself is not verified."""
    data = sample.data
    if data[:1] != b"0" and _BASE64.match(data):
        data = b64decode(data)
    try:
        kind, content = _content(data)
    except (ValueError, IndexError):
        return Found(faults=(Fault("damaged", "signed"),))
    if kind in (_ENVELOPED, _AUTHENTICATED):
        return Found(signs=(Sign("encrypted"),), faults=(Fault("encrypted"),))
    if kind == _COMPRESSED:
        unpacker = zlib.decompressobj()
        try:
            content = unpacker.decompress(content, sample.limits.file_bytes)
        except zlib.error:
            return Found(faults=(Fault("damaged", "signed"),))
        if unpacker.unconsumed_tail:
            return Found(faults=(Fault("limit:file_bytes", "signed"),))
    if not content:
        return Found()
    name = "signed.eml" if _HEADER.match(content.lstrip()) else None
    return Found(children=(Child(content, name, "signed content"),))


def _content(data: bytes) -> tuple[bytes, bytes]:
    """The kind of the outer content (RFC 5652 section 3), and what is wrapped in it; empty if nothing is."""
    outer = next(ber.values(data, 0, len(data)))
    kind, holder = ber.inside(data, outer)[:2]
    name = data[kind.start : kind.end]
    if kind.tag != ber.OBJECT:
        raise ValueError("no content")
    if name not in (_SIGNED, _COMPRESSED):
        return name, b""
    body = ber.inside(data, holder)[0]
    # The version, a set or a name of algorithms, then what is wrapped: its kind and an octet string.
    wrapped = ber.inside(data, ber.inside(data, body)[2])
    if len(wrapped) < 2:
        return name, b""
    return name, ber.octets(data, ber.inside(data, wrapped[1])[0])


SCANNER = Scanner("signed", scan, kinds=frozenset(), extensions=frozenset({"p7m"}))

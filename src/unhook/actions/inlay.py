"""Words put into an encoded text (RFC 2045 section 6) at one place of what it decodes to.

The raw text keeps its charset and encoding; but for the words and at most the three decoded bytes beside them
(base64) it stays as it is written.
"""

import binascii
import codecs
from collections.abc import Sequence

from unhook.message.mime.transfer import Transferred
from unhook.message.part import Part

Inlay = tuple[int, int, bytes]
"""What to write in place of a raw range."""

_LINE = 76
_IDENTITY = frozenset({None, "7bit", "8bit", "binary"})
# Where ASCII has other meanings, or more than one writing.
_UNSAFE = frozenset({"utf-7", "hz"})


def inlay(raw: bytes, part: Part, decoded: Transferred, at: int, wordings: Sequence[str]) -> Inlay | None:
    """The first of these wordings, each on a line of its own, that the part can carry at this decoded offset.

    None where it can carry none, or one of them stands there already.
    """
    source = raw[slice(*part.body)]
    end = b"\r\n" if b"\r\n" in raw[: part.body[0]] else b"\n"
    if any(_there(decoded.data, at, wording, part.charset) for wording in wordings):
        return None
    for wording in wordings:
        data = _encoded(wording, part.charset)
        if data is None:
            continue
        match part.transfer_encoding:
            case "base64":
                return _base64(decoded, at, data, end)
            case "quoted-printable":
                return _quoted_printable(decoded, at, data, end)
            case encoding if encoding in _IDENTITY:
                if encoding in {None, "7bit"} and not data.isascii() and source.isascii():
                    continue
                place = decoded.to_raw(at, at)[0]
                return place, place, (end if at else b"") + data + end + (b"" if at else end)
    return None


def _there(data: bytes, at: int, wording: str, charset: str | None) -> bool:
    encoded = _encoded(wording, charset)
    return encoded is not None and data[at:].lstrip().startswith(encoded)


def _encoded(wording: str, charset: str | None) -> bytes | None:
    """The words in a charset that has them and of which ASCII is a part."""
    try:
        codec = codecs.lookup(charset or "us-ascii")
        if codec.name in _UNSAFE or "<a>".encode(codec.name) != b"<a>":
            return None
        return wording.encode(codec.name)
    except (LookupError, UnicodeError):
        return None


def _quoted_printable(decoded: Transferred, at: int, data: bytes, end: bytes) -> Inlay:
    place = decoded.to_raw(at, at)[0]
    lines = binascii.b2a_qp(data, quotetabs=False).replace(b"\n", end)
    if at:
        # A blank before a line end would be lost, so that a soft one comes first.
        return place, place, b"=" + end + end + lines + end
    return place, place, lines + end + end


def _base64(decoded: Transferred, at: int, data: bytes, end: bytes) -> Inlay:
    """Four characters hold three bytes: the words are filled up to a multiple of three, and the group in
    which they begin is written anew, so that all others stay.
    """
    words = b"\r\n" * bool(at) + data
    words += b" " * (-(len(words) + (2 if at else 4)) % 3) + b"\r\n" * (1 if at else 2)
    first = at - at % 3
    group = decoded.data[first : first + 3] if at % 3 else b""
    start, stop = decoded.to_raw(first, first + len(group))
    written = binascii.b2a_base64(group[: at % 3] + words + group[at % 3 :], newline=False).rstrip(b"=")
    lines = end.join(written[index : index + _LINE] for index in range(0, len(written), _LINE))
    return start, stop, (end if at else b"") + lines + end

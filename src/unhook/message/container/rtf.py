"""Text or HTML out of the RTF body of an Outlook message.

Compression is MS-OXRTFCP, HTML carried inside RTF is MS-OXRTFEX; any other RTF is reduced
to its plain text. One pass, bounded by the input.
"""

import re
import struct
from dataclasses import dataclass

_PRELOAD = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_CHARACTERS = {
    b"par": "\n",
    b"line": "\n",
    b"row": "\n",
    b"tab": "\t",
    b"cell": "\t",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"bullet": "\u2022",
    b"endash": "\u2013",
    b"emdash": "\u2014",
}
_SYMBOLS = {b"~": b" ", b"_": b"-", b"\\": b"\\", b"{": b"{", b"}": b"}"}
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_PROLOGUE = 1000
_DEEPEST = 1000
_NO_TEXT = frozenset(
    {
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"object",
        b"listtable",
        b"themedata",
        b"generator",
    }
)


@dataclass(slots=True)
class _Group:
    """What holds until the closing brace; `skip` is how many characters stand in for a Unicode one."""

    hidden: bool = False
    tag: bool = False
    skip: int = 1


def decompress(data: bytes, most: int) -> bytes:
    """Undo MS-OXRTFCP compression; at most `most` bytes come out.

    Raises ValueError when the header is not one of compressed RTF.
    """
    if len(data) < 16:
        raise ValueError("compressed RTF is too short")
    size, kind = struct.unpack_from("<4xI4s", data)
    if kind == b"MELA":
        return data[16 : 16 + min(size, most)]
    if kind != b"LZFu":
        raise ValueError("not compressed RTF")
    window = bytearray(_PRELOAD.ljust(_WINDOW, b"\0"))
    write, position = len(_PRELOAD), 16
    out = bytearray()
    while position < len(data) and len(out) < most:
        control = data[position]
        position += 1
        for bit in range(8):
            if position >= len(data):
                break
            if not control >> bit & 1:
                run = data[position : position + 1]
                position += 1
            else:
                reference = int.from_bytes(data[position : position + 2], "big")
                position += 2
                start, length = reference >> 4, (reference & 15) + 2
                if start == write:
                    return bytes(out[:size])
                run = bytes(window[(start + step) % _WINDOW] for step in range(length))
            for byte in run:
                window[write] = byte
                write = (write + 1) % _WINDOW
            out += run
    return bytes(out[: min(size, most)])


def read(rtf: bytes) -> tuple[str, bool]:
    """The content of an RTF document, and whether it is HTML (MS-OXRTFEX section 2.1.3)."""
    reader = _Reader(rtf)
    for token in _TOKEN.finditer(rtf):
        reader.take(token)
    return reader.text(), b"\\fromhtml" in rtf[:_PROLOGUE]


class _Reader:
    """Walks the tokens; groups nested deeper than any writer nests them share one state."""

    def __init__(self, rtf: bytes) -> None:
        page = _CODE_PAGE.search(rtf[:_PROLOGUE])
        self._codepage = f"cp{page[1].decode()}" if page else "cp1252"
        self._groups = [_Group()]
        self._deeper = 0
        self._out: list[str] = []
        self._pending = bytearray()
        self._rtf_only = False
        self._replaced = 0

    def text(self) -> str:
        """All that was shown so far; surrogate pairs that came as two characters are joined."""
        self._flush()
        joined = "".join(self._out)
        return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def take(self, token: re.Match[bytes]) -> None:
        word, number, _, symbol, brace, _ = token.groups()
        group = self._groups[-1]
        if brace:
            self._brace(brace, group)
        elif word == b"htmlrtf":
            self._rtf_only = number != b"0"
        elif word == b"htmltag":
            group.tag, group.hidden = True, False
        elif word == b"uc":
            group.skip = min(8, int(number or 1))
        elif symbol == b"*" or word in _NO_TEXT:
            group.hidden = True
        elif not group.hidden and (group.tag or not self._rtf_only):
            self._show(token, group)

    def _brace(self, brace: bytes, group: _Group) -> None:
        if brace == b"{":
            if len(self._groups) < _DEEPEST:
                self._groups.append(_Group(group.hidden, group.tag, group.skip))
            else:
                self._deeper += 1
        elif self._deeper:
            self._deeper -= 1
        elif len(self._groups) > 1:
            self._groups.pop()

    def _show(self, token: re.Match[bytes], group: _Group) -> None:
        word, number, code, symbol, _, text = token.groups()
        if code:
            if self._replaced:
                self._replaced -= 1
            else:
                self._pending += bytes.fromhex(code.decode())
        elif text:
            self._pending += text[self._replaced :]
            self._replaced = 0
        elif symbol:
            self._pending += _SYMBOLS.get(symbol, b"")
        elif word == b"u" and number:
            self._flush()
            self._out.append(chr(int(number) % 0x10000))
            self._replaced = group.skip
        elif word in _CHARACTERS:
            self._flush()
            self._out.append(_CHARACTERS[word])

    def _flush(self) -> None:
        if not self._pending:
            return
        try:
            self._out.append(self._pending.decode(self._codepage, "replace"))
        except LookupError:
            self._out.append(self._pending.decode("cp1252", "replace"))
        self._pending.clear()

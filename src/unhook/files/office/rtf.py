"""RTF (specification 1.9.1), read as Word reads it by oletools' parser: objects, fields, templates, words."""

import binascii
import re
from typing import Any

from oletools import rtfobj

from unhook.files.collecting import Collecting
from unhook.files.office import embedded, fields

_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]+")
_BREAKS = {
    b"par": "\n",
    b"line": "\n",
    b"row": "\n",
    b"tab": "\t",
    b"cell": "\t",
    b"sect": "\n",
    b"page": "\n",
}
_PICTURES = {b"pngblip": "png", b"jpegblip": "jpg"}
# Where words stand that a person reads; the rest are fonts, styles, data.
_READ = frozenset(
    {None, b"", b"fldrslt", b"field", b"footnote", b"header", b"footer", b"shptxt", b"result", b"rtf"}
)
_KEPT = frozenset({b"objdata", b"objclass", b"fldinst", b"template", b"pict"})
_GROUPS = 10_000


class Parser(rtfobj.RtfParser):  # type: ignore[misc]
    """Tells `out` of what it meets; `finish` gives the words."""

    def __init__(self, data: bytes, out: Collecting) -> None:
        super().__init__(data)
        self.current_destination.data = bytearray()
        self._out = out
        self._words: list[str] = []
        self._chars = 0
        self._skip = 0
        self._picture: str | None = None
        self._steps = 0
        self._delimited = False

    def finish(self) -> str:
        """Read to the end, or to a limit; gives the words."""
        try:
            self.parse()
        except _StopError:
            pass
        except (RuntimeError, ValueError, IndexError):
            self._out.fault("damaged", f"byte {self.index}")
        return "".join(self._words)

    def open_group(self) -> None:
        """Too many groups inside each other are an attack on readers."""
        self._delimited = False
        if self.group_level > _GROUPS:
            self._out.fault("limit:depth", "RTF groups")
            raise _StopError

    def open_destination(self, destination: Any) -> None:
        """Bytes that grow: the parser's own would be copied at each word."""
        destination.data = bytearray()

    def close_group(self) -> None:
        """What follows is no control word's end."""
        self._delimited = False

    def close_destination(self, destination: Any) -> None:
        """A destination is complete: tell what it holds."""
        data = destination.data
        if destination.cword == b"objdata":
            self._object(data)
        elif destination.cword == b"objclass":
            embedded.class_name(bytes(data).decode("latin-1").strip(), self._out)
        elif destination.cword == b"fldinst":
            fields.read(bytes(data[:8_192]).decode("latin-1"), self._out)
        elif destination.cword == b"template":
            self._template(bytes(data[:8_192]).decode("latin-1").strip())
        elif destination.cword == b"pict" and self._picture:
            self._out.child(_bytes(data), f"picture.{self._picture}", "picture")
            self._picture = None

    def control_word(self, _: Any, word: bytes, parameter: bytes | None) -> None:
        r"""Breaks, characters by number, kinds of pictures; `\objupdate` opens an object unasked."""
        self._delimited = True
        self._steps += 1
        if self._steps > self._out.limits.elements:
            self._out.fault("limit:elements", "RTF control words")
            raise _StopError
        if word in _BREAKS:
            self._say(_BREAKS[word])
        elif word == b"u" and parameter is not None:
            self._unicode(int(parameter))
        elif word in _PICTURES:
            self._picture = _PICTURES[word]
        elif word == b"objupdate":
            self._out.sign("object-updates-itself")

    def control_symbol(self, matchobject: Any) -> None:
        r"""`\'hh` is a character, but inside an object's data Word drops it, and an odd digit before it."""
        self._delimited = False
        symbol = matchobject.group()[1:2]
        if symbol != b"'":
            if symbol in b"\\{}":
                self.current_destination.data += symbol
                self._say(symbol.decode("ascii"))
            return
        digits = self.data[self.index + 2 : self.index + 4]
        self.index += 2
        destination = self.current_destination
        if destination.cword == b"objdata":
            mark = getattr(destination, "clean", 0)
            destination.data[mark:] = _NOT_HEX.sub(b"", destination.data[mark:])
            if len(destination.data) % 2:
                del destination.data[-1:]
            destination.clean = len(destination.data)
        elif self._skip:
            self._skip -= 1
        elif not _NOT_HEX.search(digits) and len(digits) == 2:
            character = bytes([int(digits, 16)])
            if destination.cword in (b"fldinst", b"template", b"objclass"):
                destination.data += character
            self._say(character.decode("cp1252", "replace"))

    def text(self, _: Any, text: bytes) -> None:
        """Plain characters; line ends mean nothing."""
        if self.current_destination.cword not in _KEPT:
            self.current_destination.data.clear()
        words = text.translate(None, b"\r\n")
        # One space ends a control word and belongs to it.
        if self._delimited:
            words = words.removeprefix(b" ")
            self._delimited = False
        skipped, self._skip = min(self._skip, len(words)), 0
        self._say(words[skipped:].decode("latin-1"))

    def bin(self, bindata: bytes) -> None:
        """Bytes as they are, inside an object's data."""
        if self.current_destination.cword in (b"objdata", b"pict"):
            self.current_destination.data += binascii.hexlify(bindata)

    def _say(self, words: str) -> None:
        if self.current_destination.cword in _READ and self._chars <= self._out.limits.text_chars:
            self._chars += len(words)
            self._words.append(words)

    def _unicode(self, number: int) -> None:
        character = chr(number % 65_536)
        if not "\ud800" <= character <= "\udfff":
            self._say(character)
            if self.current_destination.cword in (b"fldinst", b"template"):
                self.current_destination.data += character.encode("latin-1", "replace")
        # One character follows for readers that know no Unicode (`\\uc1`, the default).
        self._skip = 1

    def _object(self, data: bytes) -> None:
        inside = _bytes(data)
        if not inside:
            return
        if len(inside) > self._out.limits.file_bytes:
            self._out.fault("limit:file_bytes", "object")
        elif not embedded.old_object(inside, self._out):
            self._out.sign("embedded-object", "malformed")
            self._out.child(inside, None, "embedded object")

    def _template(self, target: str) -> None:
        if "://" in target or target.startswith("\\\\"):
            self._out.sign("remote-template", target)
            self._out.reference(target, "relationship")


class _StopError(Exception):
    """A limit is reached."""


def _bytes(data: bytes) -> bytes:
    digits = _NOT_HEX.sub(b"", bytes(data))
    return binascii.unhexlify(digits[: len(digits) // 2 * 2])

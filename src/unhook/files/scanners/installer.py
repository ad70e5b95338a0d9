"""Windows Installer packages (`.msi`), as far as their compound file shows without the database."""

import io
from collections.abc import Iterator

from unhook.files import commands
from unhook.files.model import Child, Fault, Found, Sign, Text
from unhook.files.names import shown
from unhook.files.scanner import Sample, Scanner
from unhook.files.unpacking import FullError, Unpacking

# Stream names are packed, two characters of this alphabet in one (from U+3800), one in U+4800 and on.
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._"
_PAIR, _SINGLE, _TABLE = 0x3800, 0x4800, 0x4840
_LOADS = (b"MSCF", b"MZ", b"\xd0\xcf\x11\xe0")
_SIGNATURE = "\x05DigitalSignature"


def scan(sample: Sample) -> Found:
    """Tables by name, custom actions, streams that are programs or cabinets as children."""
    try:
        import olefile
    except ImportError:
        return Found(faults=(Fault("unsupported", "olefile"),))
    try:
        with olefile.OleFileIO(io.BytesIO(sample.data)) as ole:
            streams = [path[0] for path in ole.listdir() if len(path) == 1]
            names = {stream: decoded(stream) for stream in streams}
            if not any(name == "!_Tables" for name in names.values()):
                return Found()
            into = Unpacking(sample, "installer stream")
            words = b""
            for stream, name in names.items():
                with ole.openstream(stream) as opened:
                    head = opened.read(8)
                    if name == "!_StringData":
                        words = head + opened.read(sample.limits.text_chars)
                    elif _is_load(name, head) and into.admit(name, ole.get_size(stream)):
                        into.keep(Child(head + opened.read(), name, "installer stream"))
    except FullError:
        pass
    # The library meets damage with whatever error comes first.
    except Exception as error:
        return Found(faults=(Fault("damaged", type(error).__name__),))
    tables = sorted(name[1:] for name in names.values() if name.startswith("!"))
    text = words.decode("utf-8", "replace")
    found = into.found()
    return Found(
        children=found.children,
        references=tuple(commands.references(text, "installer", sample.limits.references)),
        texts=(Text(text, "metadata"),) if text else (),
        signs=(*found.signs, *_signs(tables, text, any(_SIGNATURE in stream for stream in streams))),
        faults=found.faults,
    )


def _is_load(name: str, head: bytes) -> bool:
    """Whether a stream is no table, and a cabinet, a program or a package."""
    return not name.startswith("!") and head.startswith(_LOADS)


def _signs(tables: list[str], text: str, signed: bool) -> Iterator[Sign]:
    yield Sign("installer-tables", shown(tables))
    if "CustomAction" in tables:
        yield Sign("installer-custom-action")
    yield Sign("program-signed" if signed else "program-unsigned", "installer")
    yield from commands.signs(text)


def decoded(name: str) -> str:
    """A stream's name in letters, `!` before that of a table."""
    out = []
    for character in name:
        code = ord(character)
        if code == _TABLE:
            out.append("!")
        elif _PAIR <= code < _SINGLE:
            out.append(_ALPHABET[(code - _PAIR) & 63] + _ALPHABET[(code - _PAIR) >> 6])
        elif _SINGLE <= code < _TABLE:
            out.append(_ALPHABET[code - _SINGLE])
        else:
            out.append(character)
    return "".join(out)


SCANNER = Scanner("installer", scan, kinds=frozenset({"ole"}), extensions=frozenset({"msi", "msp", "mst"}))

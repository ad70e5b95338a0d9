"""Field codes of Word (ECMA-376 part 1, section 17.16), which DOC, DOCX and RTF share."""

import re

from unhook.files.collecting import Collecting

_ARGUMENT = re.compile(r'"([^"]{0,8192})"|(\S{1,8192})')
_DDE = ("DDE", "DDEAUTO")
_FETCHING = ("INCLUDEPICTURE", "IMPORT", "INCLUDETEXT", "INCLUDE", "LINK")
_PICTURES = ("INCLUDEPICTURE", "IMPORT")
_FIELD = re.compile("\x13([^\x13\x14\x15]{0,8192})")


def read(code: str, out: Collecting) -> None:
    """Tell what one field does, from its code such as `HYPERLINK "https://example.com/"`."""
    words = [quoted or plain for quoted, plain in _ARGUMENT.findall(code)]
    if not words:
        return
    kind, arguments = words[0].upper(), words[1:]
    if kind in _DDE:
        out.sign("dde", code.strip())
    elif kind == "HYPERLINK":
        if target := _first(arguments, r"\l", r"\m", r"\n", r"\o", r"\t"):
            out.reference(target, "field")
    elif kind in _FETCHING:
        target = next((word for word in arguments if "://" in word or word.startswith("\\\\")), None)
        if target:
            out.sign("remote-picture" if kind in _PICTURES else "external-relationship", target)
            out.reference(target, "relationship")


def inside(text: str, out: Collecting) -> str:
    """Read the fields of a text with Word's marks; gives the text as it is read, without the codes."""
    for match in _FIELD.finditer(text):
        read(match[1], out)
    return _FIELD.sub("", text).translate(_MARKS)


_MARKS = {
    0x13: None,
    0x14: None,
    0x15: None,
    0x07: "\t",
    0x0B: "\n",
    0x0C: "\n",
    0x0D: "\n",
    0x01: None,
    0x08: None,
}


def _first(arguments: list[str], *with_value: str) -> str | None:
    """The first argument that is no switch, nor a switch's value."""
    skip = False
    for word in arguments:
        if skip:
            skip = False
        elif word.startswith("\\") and not word.startswith("\\\\"):
            skip = word.lower() in with_value and word.lower() not in (r"\m", r"\n")
        else:
            return word
    return None

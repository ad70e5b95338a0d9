"""What a macro's source says it does: oletools' lists of words, looked for in linear time.

oletools' own scanner tries each word alone and expressions that take quadratic time; here all words of a
kind are one expression of RE2.
"""

import base64
import binascii
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from unhook import patterns
from unhook.message.body.linkify import urls

_HEX = patterns.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){4,}(?![0-9A-Fa-f])")
_BASE64 = patterns.compile(r'"([A-Za-z0-9+/]{16,}={0,2})"')
_CONTINUED = patterns.compile(r" _[ \t]*\r?\n")
_PROGRAM = patterns.compile(
    r"(?i)\b[\w-]{1,64}\.(?:exe|pif|gadget|msi|msp|com|scr|hta|cpl|msc|jar|bat|cmd|vbs?|vbe|js|jse|wsf?|wsh|ps1"
    r"|lnk|inf|scf|dll|reg)\b"
)
_ADDRESS = patterns.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_DECODED_CHARS = 500_000
_MANY = 500
"""Words kept of each kind."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """`type` in oletools' words: `AutoExec`, `Suspicious`, `IOC`, `Hex String`, `Base64 String`."""

    type: str
    keyword: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a source says; `hex` as written there. `harmful`: it starts by itself, and writes or executes
    (MacroRaptor's test).
    """

    keywords: tuple[Keyword, ...] = ()
    hex: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    harmful: bool = False

    def of(self, kind: str) -> tuple[str, ...]:
        """The keywords of one type."""
        return tuple(each.keyword for each in self.keywords if each.type == kind)


def told(code: str) -> Told:
    """Everything told by a document's macros, their encoded strings included."""
    code = _CONTINUED.sub(" ", code)
    hexadecimal = tuple(dict.fromkeys(match[0] for match in _some(_HEX, code)))
    decoded = [("Hex String", _from_hex(each)) for each in hexadecimal]
    decoded += [("Base64 String", _from_base64(match[1])) for match in _some(_BASE64, code)]
    strings = tuple(Keyword(kind, text) for kind, text in decoded if text)
    hidden = "\n".join(text for _, text in decoded if text)[:_DECODED_CHARS]
    if "strreverse" in code.lower():
        hidden += "\n" + hidden[::-1] + "\n" + code[::-1][:_DECODED_CHARS]
    whole = f"{code}\n{hidden}"
    links = tuple(dict.fromkeys(whole[start:end] for (start, end), _ in urls(whole, _MANY)))
    found = [
        *_matches("AutoExec", _words().auto, code),
        *_matches("Suspicious", _words().suspicious, whole),
        *(Keyword("IOC", link) for link in links),
        *(Keyword("IOC", match[0]) for match in _some(_PROGRAM, whole)),
        *(Keyword("IOC", match[0]) for match in _some(_ADDRESS, whole)),
        *strings,
    ]
    acts = _words()
    harmful = bool(acts.starts.search(code) and (acts.writes.search(whole) or acts.executes.search(whole)))
    return Told(tuple(dict.fromkeys(found)), hexadecimal, links, harmful)


@dataclass(frozen=True, slots=True)
class _Words:
    auto: Any
    suspicious: Any
    starts: Any
    writes: Any
    executes: Any


@cache
def _words() -> _Words:
    import re2

    with warnings.catch_warnings():
        # oletools calls its parser library by older names.
        warnings.simplefilter("ignore", DeprecationWarning)
        from oletools import mraptor, olevba

    options = re2.Options()
    options.max_mem = 64 * 1024 * 1024

    def one_of(plain: dict[str, tuple[str, ...]], written: dict[str, tuple[str, ...]]) -> Any:
        words = [re.escape(word) for group in plain.values() for word in group]
        # RE2 does not look behind; the two that oletools guards so are guarded against its own wording.
        words += [re.sub(r"\(\?<![^)]*\)", "", word) for group in written.values() for word in group]
        words.sort(key=len, reverse=True)
        return re2.compile(r"(?i)\b(?:" + "|".join(words) + r")(?:\b|$|[^\w])", options)

    return _Words(
        auto=one_of(olevba.AUTOEXEC_KEYWORDS, olevba.AUTOEXEC_KEYWORDS_REGEX),
        suspicious=one_of(olevba.SUSPICIOUS_KEYWORDS, olevba.SUSPICIOUS_KEYWORDS_REGEX),
        starts=re2.compile(mraptor.re_autoexec.pattern, options),
        writes=re2.compile(mraptor.re_write.pattern, options),
        executes=re2.compile(mraptor.re_execute.pattern, options),
    )


def _matches(kind: str, pattern: Any, text: str) -> Iterator[Keyword]:
    seen: set[str] = set()
    for match in pattern.finditer(text):
        word = match[0].strip(" \t\r\n()\"',=:;&").rstrip(".")
        if word.lower() not in seen:
            seen.add(word.lower())
            yield Keyword(kind, word)
            if len(seen) >= _MANY:
                return


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for count, match in enumerate(pattern.finditer(text)):
        if count >= _MANY:
            return
        yield match


def _from_hex(text: str) -> str:
    return _printable(binascii.unhexlify(text))


def _from_base64(text: str) -> str:
    try:
        return _printable(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return ""


def _printable(data: bytes) -> str:
    """Text of one or two bytes a character; empty where it is none."""
    for encoding in ("ascii", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.isascii() and all(character.isprintable() or character in "\r\n\t" for character in text):
            return text
    return ""

"""Passwords that a mail offers for its locked files."""

import re
from collections.abc import Iterator
from itertools import islice

from unhook.limits import FILES

COMMON = ("infected", "123456", "1234", "12345", "password", "0000", "111111", "123", "qwerty", "virus")
"""What is tried at last: `infected` is the convention of those who send samples on, the others are habits."""

_READ = 100_000
_LONGEST = 64

_WORDS = (
    r"pass\s?-?(?:word|code|phrase|key)", r"pwd", r"pin(?:[ -]?code)?",
    r"(?:access|archive|unlock|zip|security)\s(?:code|key)",
    r"pass[wo]ort", r"kenn(?:wort|ung)", r"zugangs(?:code|wort)", r"entsperrcode",
    r"mot\sde\spasse", r"code\sd['’]acc[èe]s",
    r"senha", r"palavra-?\s?passe", r"c[óo]digo(?:\sde\sacesso)?",
    r"contrase[ñn]a", r"clave", r"c[óo]digo\sde\sacceso",
    r"wachtwoord", r"toegangscode",
    r"parola\sd['’]ordine", r"codice(?:\sdi\saccesso)?",
    r"code",
)  # fmt: skip
_SAID = r"(?:[:=→]|\s-\s|\b(?:is|ist|lautet|est|é|es|è)\b(?:\s*:)?)"
_FOR = rf"(?:\s+(?:for|to|of|zum|zur|für|pour|de|del|do|da|per|voor|van|di)\b[^\n:=]{{0,40}}?(?=\s*{_SAID}))?"
_QUOTES = "\"'“”„«»‘’`()[]<>"
_AFTER_WORD = re.compile(
    rf"(?<!\w)(?:{'|'.join(_WORDS)}){_FOR}\s*{_SAID}?[{re.escape(_QUOTES)}\s]*"
    rf"(?P<password>[^\s{re.escape(_QUOTES)}]{{3,{_LONGEST}}})",
    re.IGNORECASE,
)
_LINE = re.compile(rf"^[ \t]*(\S{{3,{_LONGEST}}})[ \t]*$", re.MULTILINE)
_ENDS = ".,;:!?"


def candidates(subject: str, text: str, most: int = FILES.passwords) -> tuple[str, ...]:
    """What to try, at most `most`, each once: what follows a word for password in the pack's languages, then
    what stands alone on a line, then common ones.
    """
    read = f"{subject}\n{text[:_READ]}"
    return tuple(islice(dict.fromkeys(_offered(read, most)), most))


def _offered(text: str, most: int) -> Iterator[str]:
    for match in _AFTER_WORD.finditer(text):
        yield from _forms(match["password"])
    # Common ones have their place, however many lines of one word there are.
    for line in islice(_LINE.finditer(text), max(0, most - len(COMMON))):
        yield from _forms(line[1].strip(_QUOTES))
    yield from COMMON


def _forms(word: str) -> Iterator[str]:
    """Without the end of a sentence, which may belong to it all the same."""
    bare = word.rstrip(_ENDS)
    if bare:
        yield bare
    if bare != word:
        yield word

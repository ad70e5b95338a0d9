"""`text.*`: what a rule asks of written words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from unhook.links import confusables
from unhook.links import placeholders as markers
from unhook.mql.library import dates
from unhook.mql.library.function import function
from unhook.mql.run import Run

MAX_FOUND = 20
_MAX_RUNS = 50
_INNER_CHARS = 100_000
_COPY = 0.8
_WORD = re.compile(r"[^\W\d_]+(?:[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+[^\W\d_]+)*")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060-\u2064\ufeff]")
_LATIN_ONLY = re.compile("[A-Za-z\u00ad\u200b\u200c\u200d\u2060-\u2064\ufeff]+")
# The letters of the imitated scripts, by block, and what is invisible inside words.
_DISGUISING = re.compile(
    "[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u0370-\u058f\u13a0-\u13ff\u1c80-\u1c8f\u1d00-\u1dbf\u1f00-\u1fff"
    "\u2de0-\u2dff\ua640-\ua69f\uab30-\uabbf\ufb13-\ufb17\U00010140-\U0001018f\U0001e030-\U0001e08f]"
)
_IMITATED = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")


@dataclass(frozen=True, slots=True)
class Obfuscation:
    """A disguised word: as written, as it reads, and how: `invisible` or `mixed_script`."""

    text: str
    plain: str
    kind: str


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Words that a person cannot see; `opening` are the first of them as in `body.html.inner_text`."""

    text: str
    opening: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A template marker that nobody filled in, as written."""

    text: str


@function("text.obfuscations", remember=True, cost=20)
def obfuscations(text: str) -> tuple[Obfuscation, ...]:
    """Latin words with invisible characters inside, or with look-alike letters of another alphabet.

    At most 20. Words wholly in another script, joiners in scripts that need them, emoji
    sequences and soft hyphens (honest line breaking in long words) do not count.
    """
    if text.isascii() or not _DISGUISING.search(text):
        return ()
    return tuple(islice(_obfuscated(text), MAX_FOUND))


def _obfuscated(text: str) -> Iterator[Obfuscation]:
    words = [word for word in _WORD.findall(text) if not word.isascii() and len(word) >= 3]
    honest = Counter(_script(word[0]) for word in words if _is_of_one(word))
    for word in words:
        kind = _kind(word)
        # Where a text is written in Cyrillic or Greek, a word of both (SMSка) is everyday spelling.
        if kind == "invisible" or (kind and not any(honest[script] >= 3 for script in _IMITATED)):
            yield Obfuscation(word, confusables.skeleton(word), kind)


def _is_of_one(word: str) -> bool:
    return len({_script(letter) for letter in word}) == 1


def _kind(word: str) -> str | None:
    if _LATIN_ONLY.fullmatch(word):
        inside = word.replace("\u00ad", "")
        return "invisible" if _INVISIBLE.search(inside) else None
    scripts = {_script(letter) for letter in word if letter.isalpha()}
    if "LATIN" not in scripts or not scripts.intersection(_IMITATED):
        return None
    foreign = [letter for letter in word if letter.isalpha() and _script(letter) in _IMITATED]
    # A unit or formula (µm, Δt) has one letter that imitates nothing; a disguise imitates every time.
    return "mixed_script" if all(confusables.skeleton(letter).isascii() for letter in foreign) else None


@lru_cache(maxsize=1024)
def _script(letter: str) -> str:
    return "LATIN" if letter.isascii() else unicodedata.name(letter, "").partition(" ")[0]


def _first_disguise(text: str) -> tuple[int, int] | None:
    found = next(iter(obfuscations.body(text)), None)
    return _range_of(text, found.text) if found else None


def _range_of(text: str, part: str) -> tuple[int, int] | None:
    start = text.find(part)
    return (start, start + len(part)) if start >= 0 else None


@function("text.is_obfuscated", remember=True, cost=20, spans=_first_disguise)
def is_obfuscated(text: str) -> bool:
    """Whether `text.obfuscations` finds a disguised word; the evidence is the first one."""
    return bool(obfuscations.body(text))


@function("text.hidden", remember=True, cost=5)
def hidden(run: Run) -> tuple[HiddenText, ...]:
    """The runs of the HTML body that a person cannot see, without the preview line.

    A preview line (preheader) is hidden text before all visible text; a run whose words
    mostly are visible as well, as in templates for small screens, is left out too.
    """
    html = run.message.body.html
    if html is None or not html.hidden_text:
        return ()
    shown = html.display_text.split()
    inner = html.inner_text[:_INNER_CHARS]
    begin = inner.find(" ".join(shown[:3])) if shown else -1
    visible = frozenset(shown)
    runs = []
    for text in html.hidden_text[:_MAX_RUNS]:
        words = [word for word in _INVISIBLE.sub("", text).split() if any(map(str.isalnum, word))]
        opening = _opening(text, inner)
        preview = 0 <= inner.find(opening) < begin
        if words and not preview and sum(word in visible for word in words) < len(words) * _COPY:
            runs.append(HiddenText(" ".join(words), opening))
    return tuple(runs)


def _opening(text: str, inner: str) -> str:
    """Blocks of a run stand on lines of their own in the document's text: its first words do not break."""
    words = text.split(maxsplit=8)[:8]
    while words and " ".join(words) not in inner:
        words.pop()
    return " ".join(words)


@function("text.placeholders", cost=5)
def placeholders(text: str) -> tuple[Marker, ...]:
    """Template markers left unfilled, such as `{{email}}` or `[[-Domain-]]`; at most 20."""
    return tuple(Marker(found.text) for found in markers.placeholders(text, MAX_FOUND))


def _first_marker(text: str) -> tuple[int, int] | None:
    found = markers.placeholders(text, 1)
    return found[0].span if found else None


@function("text.has_placeholder", cost=5, spans=_first_marker)
def has_placeholder(text: str) -> bool:
    """Whether a template marker was left unfilled; the evidence is the first one."""
    return bool(markers.placeholders(text, 1))


@function("text.mentions_day", remember=True, cost=20)
def mentions_day(run: Run, text: str, days: int) -> bool | None:
    """Whether the text names the day of sending plus `days`, in the usual forms of seven languages.

    The day is that of the Date field in its own time zone; null without one.
    """
    sent = run.message.headers.date
    if sent is None:
        return None
    mentioned = run.remembered(("text.mentioned", text), text, lambda: dates.mentioned(text))
    return dates.names(mentioned, dates.local(sent, run.message.headers.date_original_offset), days)


@function("text.language", remember=True, cost=100)
def language(text: str) -> str | None:
    """The language in English lower case (`german`); null when the text does not tell."""
    from unhook.language.detect import detect

    return detect(text)


FUNCTIONS = (obfuscations, is_obfuscated, hidden, placeholders, has_placeholder, mentions_day, language)

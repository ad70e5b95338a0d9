"""Stretches of a text that say something: what is asked, the haste, the money, who writes to whom.

Found by phrases (`phrases`), by the lines that begin and end a letter, and by the names of the
brand registry. A greeting is the opening with its name ("Dear Mr Berg"), `recipient` that name, a
salutation the closing formula ("Kind regards"), `sender` the name under it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from unhook.brands import registry
from unhook.brands.wording import Tokens, Wording
from unhook.language.phrases import KINDS, PHRASES
from unhook.language.understanding import Entity

CHARS_READ = 12_000
MOST_OF_A_KIND = 40
OPENING_LINES = 6
LONGEST_NAME = 60

_LINE = re.compile(r"[^\n]+")
_BLANK_LINE = re.compile(r"\n\s*\n")
_NAME = re.compile(
    rf"[\s,:–-]*(?P<name>[^\W\d_](?:[^\n,!?:;|<>]){{0,{LONGEST_NAME - 1}}}?)\s*(?:[,!?:;.|<>\n–-]|$)"
)
_LEAST_CHARS = 2


def find(text: str, language: str | None) -> tuple[Entity, ...]:
    """All entities in the order of their places; English phrases where the language has none of its own."""
    read = text[:CHARS_READ]
    tongue = language if language and language in PHRASES else "english"
    tokens = Tokens(read)
    found = [*_phrases(tokens, tongue), *_letter(read, tongue), *_organisations(tokens)]
    counts: defaultdict[str, int] = defaultdict(int)
    kept = []
    for entity in sorted(found, key=lambda entity: (entity.span, entity.name)):
        counts[entity.name] += 1
        if counts[entity.name] <= MOST_OF_A_KIND:
            kept.append(entity)
    return tuple(kept)


def _phrases(tokens: Tokens, language: str) -> Iterator[Entity]:
    text = tokens.text
    ends: dict[str, tuple[int, int]] = {}
    for match in _wording(language).find(tokens):
        for kind in match.what:
            start, end = match.start, match.end
            if kind == "disclaimer":
                stop = _BLANK_LINE.search(text, end)
                end = stop.start() if stop else len(text)
                if start < ends.get(kind, (0, 0))[1]:
                    continue
            before = ends.get(kind)
            if kind == "request" and before and not text[before[1] : start].strip():
                ends[kind] = before[0], end
                continue
            if before:
                yield _entity(kind, text, *before)
            ends[kind] = start, end
    for kind, (start, end) in ends.items():
        yield _entity(kind, text, start, end)


def _letter(text: str, language: str) -> Iterator[Entity]:
    lines = [match for match in _LINE.finditer(text) if match.group().strip()]
    for line in lines[:OPENING_LINES]:
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        opening = _begins(language, "greeting").match(text, start)
        if opening is None:
            continue
        name = _NAME.match(text, opening.end(), line.end())
        yield _entity("greeting", text, start, name.end("name") if name else opening.end())
        if name:
            yield _entity("recipient", text, *name.span("name"))
        break
    for number, line in reversed([*enumerate(lines)][1:]):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        closing = _begins(language, "closing").match(text, start)
        if closing is None or line.end() - start > LONGEST_NAME:
            continue
        yield _entity("salutation", text, start, closing.end())
        name = _NAME.match(text, closing.end(), line.end())
        if name is None and number + 1 < len(lines):
            name = _NAME.match(text, lines[number + 1].start(), lines[number + 1].end())
        if name:
            yield _entity("sender", text, *name.span("name"))
        break


def _organisations(tokens: Tokens) -> Iterator[Entity]:
    for match in registry.load().claimed_in(tokens):
        if match.what.kind != "generic":
            yield _entity("org", tokens.text, match.start, match.end)


def _entity(name: str, text: str, start: int, end: int) -> Entity:
    return Entity(name, text[start:end], (start, end))


@cache
def _wording(language: str) -> Wording[tuple[str, ...]]:
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for kind in (*KINDS, "disclaimer"):
        for phrase in PHRASES[language][kind]:
            kinds[phrase].append(kind)
    by_kinds: Mapping[tuple[str, ...], list[str]] = defaultdict(list)
    for phrase, found in kinds.items():
        by_kinds[tuple(found)].append(phrase)
    return Wording((found, phrases, ()) for found, phrases in by_kinds.items())


@cache
def _begins(language: str, kind: str) -> re.Pattern[str]:
    phrases = sorted(PHRASES[language][kind], key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)

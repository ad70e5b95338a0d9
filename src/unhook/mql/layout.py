"""A source laid out for people: white space is all that changes.

Works on the words as written, so that spellings, parentheses and comments stay the author's:
a condition a line, `and` and `or` leading, brackets broken from the outside in where their
content does not fit. A comment stays before the word it stood before, or at the end of the
line it ended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from unhook.errors import RuleError
from unhook.mql.diagnostics import DiagnosticError
from unhook.mql.library.forms import FORMS
from unhook.mql.parser import parse
from unhook.mql.words import Word, words_of

# A rule file indents its source by two.
WIDTH = 98
_STEP = 2

_CLOSING = {"(": ")", "[": "]"}
_LEADING = ("or", "and")
_WALKS = frozenset(name for name, form in FORMS.items() if form.each)


def laid_out(source: str, name: str = "rule") -> str:
    """The source as people read it, without a line end at its end; laying it out again changes nothing.

    Raises `DiagnosticError` where the source cannot be read, `RuleError` rather than change what it says.
    """
    before = parse(source)
    if before.diagnostics:
        raise DiagnosticError(before.diagnostics, source, name)
    words = words_of(source)
    page = _Page()
    whole, end = _grouped(iter(words))
    _Layout(page).whole(whole)
    page.notes(end)
    text = page.text()
    after = parse(text)
    kept = [each.text for each in after.comments] == [each.text for each in before.comments]
    if after.tree != before.tree or not kept:
        raise RuleError("this rule cannot be laid out without changing it")
    return text


@dataclass(slots=True)
class _Bracket:
    """`open` to `close` with what stands between the commas; each comma is the last word of its item."""

    open: Word
    items: "list[_Units]"
    close: Word
    # A subscript is broken only for a comment's sake.
    subscript: bool
    # What a call is about, its first argument, stays beside its name.
    about: bool


_Unit = Word | _Bracket
_Units = list[_Unit]


def _grouped(words: Iterator[Word]) -> tuple[_Units, Word]:
    """The words of one level up to the end of the source."""
    units: _Units = []
    for word in words:
        if word.token.kind == "end":
            return units, word
        units.append(_bracket(word, units, words) if word.sign in _CLOSING else word)
    raise AssertionError("a source ends in the token `end`")


def _bracket(opening: Word, before: _Units, words: Iterator[Word]) -> _Bracket:
    last = before[-1] if before else None
    name = last.token.text if isinstance(last, Word) and last.token.kind == "name" else ""
    call = opening.sign == "(" and bool(name)
    items: list[_Units] = [[]]
    for word in words:
        if word.sign == _CLOSING[opening.sign]:
            items = [each for each in items if each]
            subscript = opening.sign == "[" and not opening.apart
            about = call and len(items) > 1 and (name in _WALKS or _is_field(items[0]))
            return _Bracket(opening, items, word, subscript, about)
        if word.sign in _CLOSING:
            items[-1].append(_bracket(word, items[-1], words))
        else:
            items[-1].append(word)
            if word.sign == ",":
                items.append([])
    raise AssertionError("a source that was read closes its brackets")


def _is_field(item: _Units) -> bool:
    """Whether an argument is no more than a name or path."""
    return all(isinstance(unit, Word) and unit.token.kind in ("name", "symbol") for unit in item)


class _Page:
    """Lines under construction."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.ended = False

    @property
    def column(self) -> int:
        return len(self.line)

    def newline(self, indent: int, gap: bool = False) -> None:
        """Start a line, after a blank one if `gap`; where one just started, only its indent changes."""
        if self.line.strip():
            self.lines.append(self.line)
        if gap and self.lines and self.lines[-1]:
            self.lines.append("")
        self.line, self.ended = " " * indent, False

    def notes(self, word: Word, gaps: bool = True) -> None:
        """The comments before a word, each on a line; the word's own line is started after them."""
        indent = len(self.line) - len(self.line.lstrip(" ")) if not self.line.strip() else 0
        for place, note in enumerate(word.notes):
            self.newline(indent, note.gap and (gaps or place > 0))
            self.line += note.text
            self.newline(indent)
        word.notes = []

    def write(self, text: str) -> None:
        *whole, last = text.split("\n")
        for part in whole:
            self.lines.append(self.line + part)
            self.line = ""
        self.line += last

    def text(self) -> str:
        self.newline(0)
        return "\n".join(self.lines)


class _Layout:
    def __init__(self, page: _Page) -> None:
        self.page = page

    def whole(self, units: _Units) -> None:
        """The source: conditions at its outermost level stand on lines of their own, however short."""
        self.start(units, 0)
        self.joined(units, 0, _LEADING, broken=True)

    def start(self, units: _Units, indent: int, gap: bool = False) -> None:
        """The comments before the first of the units, on lines of their own."""
        first = _first(units)
        noted = bool(first.notes)
        self.page.newline(indent, gap and (first.notes[0].gap if noted else first.gap))
        self.page.notes(first, gap)
        if noted and first.gap:
            self.page.newline(indent, gap=True)

    def joined(self, units: _Units, indent: int, signs: Sequence[str], *, broken: bool = False) -> None:
        """Conditions joined by `and` and `or`: on one line, or a line each. Where both stand in one level,
        each of what `or` joins is a unit, and its further lines stand deeper.
        """
        if not broken and _fits(units, self.page.column):
            self.flat(units)
            return
        found = [sign for sign in signs if len(_split(units, sign)) > 1]
        if not found:
            self.term(units, indent)
            return
        both = len(found) > 1
        first, *rest = _split(units, found[0])
        self.operand(first, indent, both)
        for each in rest:
            self.start(each, indent, gap=True)
            self.operand(each, indent, both)

    def operand(self, units: _Units, indent: int, both: bool) -> None:
        if both and len(_split(units, "and")) > 1:
            self.joined(units, indent + _STEP, ("and",))
        else:
            self.term(units, indent)

    def term(self, units: _Units, indent: int) -> None:
        """A condition: brackets are broken where the rest of it does not fit, the last one first."""
        for place, unit in enumerate(units):
            rest = units[place:]
            if self.page.ended:
                # A comment in the middle of a condition ends the line.
                self.page.newline(indent + _STEP)
            if _fits(rest, self.page.column):
                self.flat(rest)
                return
            if isinstance(unit, Word):
                self.word(unit, indent)
            elif not _quiet([unit]) or not (unit.subscript or self.spared(unit, units[place + 1 :])):
                self.broken(unit, indent)
            else:
                self.flat([unit])

    def spared(self, bracket: _Bracket, after: _Units) -> bool:
        """Whether the bracket may stay on the line since a later one can be broken instead."""
        later = any(isinstance(each, _Bracket) and not each.subscript for each in after)
        return later and _fits([bracket], self.page.column)

    def broken(self, bracket: _Bracket, indent: int) -> None:
        inner = indent + _STEP
        self.word(bracket.open, indent)
        items = bracket.items
        if bracket.about and not bracket.open.behind and _fits(items[0], self.page.column):
            self.flat(items[0])
            items = items[1:]
        for place, item in enumerate(items):
            self.start(item, inner, gap=place > 0)
            *body, last = item
            if isinstance(last, Word) and last.sign == ",":
                self.joined(body, inner, _LEADING)
                self.word(last, inner)
            else:
                self.joined(item, inner, _LEADING)
        self.page.newline(inner)
        self.page.notes(bracket.close)
        self.page.newline(indent)
        self.put(bracket.close)

    def flat(self, units: _Units) -> None:
        """All on the line; the last word may have a comment behind it."""
        for word in _flattened(units):
            self.put(word)

    def word(self, word: Word, indent: int) -> None:
        """A word within a condition, and the comments that stand before it."""
        if word.notes:
            self.page.newline(indent + _STEP)
            self.page.notes(word)
        self.put(word)

    def put(self, word: Word) -> None:
        if self.page.ended:
            self.page.newline(len(self.page.line) - len(self.page.line.lstrip()))
        text = word.token.text
        self.page.write(f" {text}" if word.apart and self.page.line.strip() else text)
        if word.behind:
            self.page.line += f" {word.behind}"
            self.page.ended = True


def _flattened(units: Sequence[_Unit]) -> Iterator[Word]:
    for unit in units:
        if isinstance(unit, Word):
            yield unit
        else:
            yield unit.open
            for item in unit.items:
                yield from _flattened(item)
            yield unit.close


def _first(units: _Units) -> Word:
    return units[0] if isinstance(units[0], Word) else units[0].open


def _quiet(units: _Units, *, last: bool = False) -> bool:
    """Whether no comment stands within; one behind the last word is none within if `last`."""
    words = list(_flattened(units))
    inner = words[:-1] if last else words
    return not any(word.notes for word in words) and not any(word.behind for word in inner)


def _fits(units: _Units, column: int) -> bool:
    """Whether all fits behind the column with a comma after it, and no comment wants a line's end."""
    if not _quiet(units, last=True):
        return False
    words = list(_flattened(units))
    width = sum(len(word.token.text) + word.apart for word in words)
    return column + width < WIDTH and not any("\n" in word.token.text for word in words)


def _split(units: _Units, sign: str) -> list[_Units]:
    """What the keyword joins; it stays the first word of each further part."""
    cuts = [
        place
        for place, unit in enumerate(units)
        if isinstance(unit, Word) and unit.sign == sign and place and _joins(units[place - 1], unit)
    ]
    return [units[low:high] for low, high in pairwise([0, *cuts, len(units)])]


def _joins(before: _Unit, word: Word) -> bool:
    """Whether the keyword is one, and not the name of a field."""
    return isinstance(before, _Bracket) or word.apart

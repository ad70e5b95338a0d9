"""Names to offer at a place of a rule's source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from unhook.editor import scopes
from unhook.mql import manual
from unhook.mql.library.forms import FORMS
from unhook.mql.library.registry import Library
from unhook.mql.schema import roots
from unhook.mql.tokens import KEYWORDS
from unhook.mql.types import Field, Record, fields_of

_ORGANISATION = ("org_domains", "org_slds", "org_vips")


@dataclass(frozen=True, slots=True)
class Offer:
    """A name that can stand at a place, its type or signature, and a line about it."""

    name: str
    kind: Literal["field", "function", "namespace", "list", "keyword"]
    detail: str = ""
    about: str = ""


def offers(source: str, offset: int, library: Library, lists: Iterable[str]) -> list[Offer]:
    """What can stand at an offset in code points; all that fits what is written of the word before it."""
    place = scopes.at(source, offset, library)
    if place.inside_text:
        return []
    found = _lists(lists) if place.word.startswith("$") else _names(place, library)
    return sorted((each for each in found if each.name.startswith(place.word)), key=lambda each: each.name)


def _lists(lists: Iterable[str]) -> Iterator[Offer]:
    for name in {*lists, *_ORGANISATION}:
        yield Offer(f"${name}", "list")


def _names(place: scopes.Place, library: Library) -> Iterator[Offer]:
    if place.path:
        if isinstance(place.base, Record):
            shape = place.base.shape
            for name, entry in fields_of(shape).items():
                yield _field(name, entry, manual.field(shape, name))
        yield from _functions(place.path, library)
        return
    for name, entry in roots().items():
        yield _field(name, entry, manual.field(_message(), name))
    for name in KEYWORDS:
        yield Offer(name, "keyword")
    yield from _functions("", library)


def _message() -> type:
    from unhook.message.model import Message

    return Message


def _field(name: str, entry: Field, about: str | None) -> Offer:
    return Offer(name, "field", f"{entry.type}{'?' if entry.nullable else ''}", about or "")


def _functions(path: str, library: Library) -> Iterator[Offer]:
    """The next words of the functions whose names begin with the dotted words `path`."""
    namespaces = set()
    for name in {*library.names(), *(FORMS if not path else ())}:
        if not name.startswith(path):
            continue
        word, dot, _ = name[len(path) :].partition(".")
        if dot:
            namespaces.add(word)
            continue
        told = manual.function(name, library)
        yield Offer(word, "function", told.signature if told else "", told.line if told else "")
    for word in namespaces:
        yield Offer(word, "namespace", f"{path}{word}.…")

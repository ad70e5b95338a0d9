"""XML as a stream of elements: no entity, no external part, no more elements than a limit.

Office files need no document type; one that brings its own entities is not read on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

_CHUNK = 65_536
_SEPARATOR = " "


class EntityError(ValueError):
    """The document declares entities."""


class TooManyError(ValueError):
    """More elements, or deeper ones, than allowed."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element that has ended: names without namespaces, `text` as it stands directly inside, `path` the
    names of those around it, the outermost first.
    """

    name: str
    attributes: dict[str, str]
    text: str
    path: tuple[str, ...]


def elements(data: bytes, most: int, depth: int = 250) -> Iterator[Element]:
    """The elements in the order of their ends; raises ValueError after all that could be read."""
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    opened: list[tuple[str, dict[str, str], list[str]]] = []
    ended: list[Element] = []
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > most or len(opened) >= depth:
            raise TooManyError
        plain = {_local(key): value for key, value in attributes.items()}
        opened.append((_local(name), plain, []))

    def end(_: str) -> None:
        name, attributes, text = opened.pop()
        ended.append(Element(name, attributes, "".join(text), tuple(each[0] for each in opened)))

    def characters(text: str) -> None:
        if opened:
            opened[-1][2].append(text)

    def entity(*_: object) -> None:
        raise EntityError

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    for at in range(0, len(data), _CHUNK):
        try:
            parser.Parse(data[at : at + _CHUNK], at + _CHUNK >= len(data))
        except expat.ExpatError as error:
            yield from ended
            raise ValueError(str(error)) from None
        except ValueError:
            yield from ended
            raise
        yield from ended
        ended.clear()


def _local(name: str) -> str:
    return name.rpartition(_SEPARATOR)[2]

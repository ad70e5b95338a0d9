"""The types of the rule language, read from Python annotations.

A message field, a function's parameter and a provider's answer are all described once, by
an annotation on a dataclass or a function; this module turns that into language types.
"""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Type:
    """Base of all types; `str()` gives the name that diagnostics show."""


@dataclass(frozen=True, slots=True)
class Scalar(Type):
    """A value without parts: string, int, float, bool, time, null, or any (JSON)."""

    name: str

    def __str__(self) -> str:
        return self.name


STRING, INT, FLOAT = Scalar("string"), Scalar("int"), Scalar("float")
BOOL, TIME, NULL, ANY = Scalar("bool"), Scalar("time"), Scalar("null"), Scalar("any")
# The type of what is already reported: it fits everywhere, so that one mistake is told once.
WRONG = Scalar("unknown")


@dataclass(frozen=True, slots=True)
class ListOf(Type):
    """An array."""

    item: Type

    def __str__(self) -> str:
        return f"[{self.item}]"


@dataclass(frozen=True, slots=True)
class MapOf(Type):
    """String keys to values of one type."""

    value: Type

    def __str__(self) -> str:
        return f"{{string: {self.value}}}"


@dataclass(frozen=True, slots=True)
class Record(Type):
    """An object with named fields, described by the dataclass `shape`."""

    shape: type

    def __str__(self) -> str:
        return self.shape.__name__


@dataclass(frozen=True, slots=True)
class OneOf(Type):
    """Any of several types; function parameters only."""

    members: tuple[Type, ...]

    def __str__(self) -> str:
        return " or ".join(map(str, self.members))


@dataclass(frozen=True, slots=True)
class Field:
    """A record's field: the Python `attribute` that holds it, its type, whether it can be null."""

    attribute: str
    type: Type
    nullable: bool


_SCALARS: dict[Any, Type] = {
    str: STRING,
    int: INT,
    float: FLOAT,
    bool: BOOL,
    datetime: TIME,
    type(None): NULL,
    Any: ANY,
    object: ANY,
}


def of(annotation: Any) -> Type:
    """The language type of a resolved annotation; `X | None` is `X` (see `nullable`).

    Raises `TypeError` for an annotation that the language cannot express.
    """
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        members = tuple(of(a) for a in arguments if a is not type(None))
        return members[0] if len(members) == 1 else OneOf(members)
    if origin in (tuple, list, Sequence):
        return ListOf(of(arguments[0]))
    if origin in (dict, Mapping):
        return MapOf(of(arguments[1]))
    if is_dataclass(annotation) and isinstance(annotation, type):
        return Record(annotation)
    raise TypeError(f"no rule type for {annotation!r}")


def nullable(annotation: Any) -> bool:
    """Whether the annotation admits `None`."""
    return annotation in (Any, object) or type(None) in get_args(annotation)


@cache
def fields_of(shape: type) -> Mapping[str, Field]:
    """The fields of a dataclass that rules see, by their names in the language.

    Left out: fields whose metadata says `mdm=False`, and private names. A trailing
    underscore is dropped. Cached properties count as fields.
    """
    hints = get_type_hints(shape)
    seen: dict[str, Field] = {}
    for entry in fields(shape):
        if entry.metadata.get("mdm", True):
            hint = hints[entry.name]
            seen[entry.name.rstrip("_")] = Field(entry.name, of(hint), nullable(hint))
    for name, member in vars(shape).items():
        if isinstance(member, cached_property) and not name.startswith("_"):
            hint = get_type_hints(member.func)["return"]
            seen[name.rstrip("_")] = Field(name, of(hint), nullable(hint))
    return seen


@dataclass(frozen=True, slots=True)
class Signature:
    """A function's type: positional parameters, the type of further ones, keywords, result.

    `required` of the positional parameters must be given.
    """

    parameters: tuple[tuple[str, Type], ...]
    required: int
    rest: Type | None
    keywords: Mapping[str, Type]
    returns: Type
    nullable: bool

    def __str__(self) -> str:
        shown = [
            f"{name}: {kind}{'' if place < self.required else '?'}"
            for place, (name, kind) in enumerate(self.parameters)
        ]
        shown += [f"{self.rest}..."] if self.rest else []
        shown += [f"{name}={kind}" for name, kind in self.keywords.items()]
        return f"({', '.join(shown)}) -> {self.returns}"


def signature_of(function: Callable[..., Any]) -> Signature:
    """The signature written on a Python function; a first parameter named `run` is not part of it."""
    from inspect import Parameter, signature

    hints = get_type_hints(function, localns={"Run": Any})
    positional, required, rest, keywords = [], 0, None, {}
    for name, parameter in signature(function).parameters.items():
        if name == "run":
            continue
        kind = of(hints[name])
        if parameter.kind is Parameter.VAR_POSITIONAL:
            rest = kind
        elif parameter.kind is Parameter.KEYWORD_ONLY:
            keywords[name] = kind
        else:
            positional.append((name, kind))
            required += parameter.default is Parameter.empty
    returns = hints["return"]
    return Signature(tuple(positional), required, rest, keywords, of(returns), nullable(returns))


def accepts(wanted: Type, given: Type) -> bool:
    """Whether a value of type `given` may stand where `wanted` is asked for."""
    if wanted in (given, ANY) or given in (ANY, NULL, WRONG):
        return True
    if isinstance(wanted, OneOf):
        return any(accepts(member, given) for member in wanted.members)
    if isinstance(given, OneOf):
        return any(accepts(wanted, member) for member in given.members)
    if isinstance(wanted, ListOf) and isinstance(given, ListOf):
        return accepts(wanted.item, given.item)
    if isinstance(wanted, MapOf) and isinstance(given, MapOf):
        return accepts(wanted.value, given.value)
    return wanted == FLOAT and given == INT

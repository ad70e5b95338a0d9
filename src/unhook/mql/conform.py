"""A provider's plain dicts and lists to the values that a function's signature promises."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any

from unhook.links.model import Domain, Url
from unhook.mql.types import ANY, BOOL, FLOAT, INT, STRING, TIME, ListOf, MapOf, Record, Type, fields_of
from unhook.mql.values import Unavailable

_EXACT: dict[Type, tuple[type, ...]] = {
    STRING: (str,),
    INT: (int,),
    FLOAT: (float, int),
    BOOL: (bool,),
    TIME: (datetime,),
}


def conform(value: Any, wanted: Type) -> Any:
    """`value` as type `wanted`; what does not fit becomes null, so that a careless provider cannot
    break a rule. Values of the right dataclass pass unchanged; a string may stand for a URL or domain, and a
    function for a record's member, which it gives when the member is first read.
    """
    if value is None or wanted == ANY or isinstance(value, Unavailable):
        return value
    if isinstance(wanted, ListOf):
        if isinstance(value, Sequence) and not isinstance(value, str | bytes):
            made = (conform(each, wanted.item) for each in value)
            return tuple(each for each in made if each is not None)
        return None
    if isinstance(wanted, MapOf):
        if isinstance(value, Mapping):
            return {str(key): conform(each, wanted.value) for key, each in value.items()}
        return None
    if isinstance(wanted, Record):
        return _record(value, wanted.shape)
    exact = _EXACT.get(wanted)
    if exact is None or (isinstance(value, exact) and (wanted == BOOL or not isinstance(value, bool))):
        return value
    return None


def _record(value: Any, shape: type) -> Any:
    if isinstance(value, shape):
        return value
    if isinstance(value, str) and shape in (Url, Domain):
        from unhook.links import domain, url

        return url.parse(value) if shape is Url else domain.parse(value)
    if not isinstance(value, Mapping):
        return None
    given: dict[str, Any] = {}
    late: dict[str, Callable[[], Any]] = {}
    for name, entry in fields_of(shape).items():
        member = value.get(name)
        if callable(member):
            late[entry.attribute] = partial(_asked, member, entry.type)
        elif name in value:
            given[entry.attribute] = conform(member, entry.type)
    try:
        made = shape(**given)
    except TypeError:
        return None
    return _later(made, late) if late else made


def _asked(member: Callable[[], Any], wanted: Type) -> Any:
    return conform(member(), wanted)


def _later(made: Any, late: Mapping[str, Callable[[], Any]]) -> Any:
    """The record with members that are worked out when they are first read."""
    shape: Any = type(made)
    record: Any = object.__new__(_with_late_members(shape))
    object.__setattr__(record, "_late", late)
    for name in shape.__dataclass_fields__:
        if name not in late:
            object.__setattr__(record, name, getattr(made, name))
    return record


@cache
def _with_late_members(shape: type[Any]) -> type[Any]:
    def member(self: Any, name: str) -> Any:
        # Asked for what has no value yet: a slot of a late member, or no member at all.
        make = object.__getattribute__(self, "_late").get(name)
        if make is None:
            raise AttributeError(name)
        value = make()
        object.__setattr__(self, name, value)
        return value

    return type(shape.__name__, (shape,), {"__slots__": ("_late",), "__getattr__": member})

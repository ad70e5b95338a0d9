"""A provider's plain dicts and lists to the values that a function's signature promises."""

from collections.abc import Mapping, Sequence
from datetime import datetime
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
    break a rule. Values of the right dataclass pass unchanged; a string may stand for a URL or domain.
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
    given = {
        entry.attribute: conform(value[name], entry.type)
        for name, entry in fields_of(shape).items()
        if name in value
    }
    try:
        return shape(**given)
    except TypeError:
        return None

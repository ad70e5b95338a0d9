"""What rules find without anybody's configuration: function library and named lists."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from unhook.links import services
from unhook.mql import STANDARD, Library
from unhook.mql.library import brand, header, link, text
from unhook.mql.library.function import Function


@cache
def library() -> Library:
    """The standard functions and Unhook's own: `brand.*`, `header.*`, `link.*`, `text.*`."""
    return STANDARD.with_functions(brand.FUNCTIONS, header.FUNCTIONS, link.FUNCTIONS, text.FUNCTIONS)


@cache
def unexamined() -> Library:
    """The same without the look at constant arguments, a third of the time to compile a pack.

    For rules that were proved before they were shipped.
    """
    return _Unexamined(library().functions, library().modules)


class _Unexamined(Library):
    def get(self, name: str) -> Function | None:
        found = super().get(name)
        return _without_examination(found) if found else None


@cache
def _without_examination(function: Function) -> Function:
    return replace(function, examine=None) if function.examine else function


class ShippedLists(Mapping[str, frozenset[str]]):
    """The lists that come with Unhook, by name without `$`, each read when first asked for."""

    def __getitem__(self, name: str) -> frozenset[str]:
        if name not in services.NAMES:
            raise KeyError(name)
        return services.named(name)

    def __iter__(self) -> Iterator[str]:
        return iter(services.NAMES)

    def __len__(self) -> int:
        return len(services.NAMES)


LISTS: Mapping[str, frozenset[str]] = ShippedLists()

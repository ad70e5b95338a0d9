"""How much the views of a page differ, and how much of that is noise."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from statistics import median

from unhook.pages.probe.model import Difference, Feature, View

_WEIGHTS: Mapping[Feature, float] = {
    "brands": 3, "title": 2, "picture": 2, "screenshot": 2, "favicon": 1, "tags": 1, "hosts": 1, "fields": 1,
}  # fmt: skip
_BITS = 64


def of(views: Sequence[View]) -> tuple[tuple[Difference, ...], float]:
    """Each feature's difference, and the score: the median difference of two identities over all features,
    less that between the two looks of the same one.
    """
    people = [view for view in views if not view.identity.repeat and view.fault is None]
    again = [view for view in views if view.identity.letter == "G" and view.fault is None]
    pairs = list(combinations(people, 2))
    same = (again[0], again[1]) if len(again) == 2 else None
    if not pairs:
        return (), 0.0
    found = tuple(
        Difference(
            feature,
            median(_MEASURES[feature](*pair) for pair in pairs),
            _MEASURES[feature](*same) if same else 0.0,
            {view.identity.key: _WORDS[feature](view) for view in views if view.fault is None},
        )
        for feature in _WEIGHTS
    )
    across = median(_total(*pair) for pair in pairs)
    return found, round(max(0.0, across - (_total(*same) if same else 0.0)), 3)


def claims(view: View) -> frozenset[str]:
    """The owners whom a view poses as; `*` and a letter stand for the identity's own firm or provider."""
    brand = view.brand
    named = {brand.brand.owner} if brand is not None and brand.strong and not brand.own_name else set()
    # Under its own name a page does not pose as the firm whose logo it shows.
    own = view.own_name or (any(each.shown for each in view.questions) and not view.names_host)
    return frozenset(named | ({f"*{view.identity.letter}"} if own else set()))


def _total(one: View, other: View) -> float:
    whole = sum(_WEIGHTS.values())
    return sum(weight * _MEASURES[feature](one, other) for feature, weight in _WEIGHTS.items()) / whole


def _apart(of: Callable[[View], frozenset[object]]) -> Callable[[View, View], float]:
    """Jaccard distance of two sets."""

    def measure(one: View, other: View) -> float:
        first, second = of(one), of(other)
        return 1 - len(first & second) / len(first | second) if first | second else 0.0

    return measure


def _unlike(of: Callable[[View], object]) -> Callable[[View, View], float]:
    return lambda one, other: float(of(one) != of(other))


def _drawn(one: View, other: View) -> float:
    if one.look is None or other.look is None:
        return float(one.screenshot != other.screenshot)
    return (one.look ^ other.look).bit_count() / _BITS


_MEASURES: Mapping[Feature, Callable[[View, View], float]] = {
    "brands": _apart(lambda view: frozenset(claims(view))),
    "title": _unlike(lambda view: view.title),
    "picture": _unlike(lambda view: view.picture),
    "favicon": _unlike(lambda view: view.favicon),
    "screenshot": _drawn,
    "tags": _apart(lambda view: frozenset(view.tags)),
    "hosts": _apart(lambda view: frozenset(view.hosts)),
    "fields": _apart(lambda view: frozenset((each.kind, each.name) for each in view.fields)),
}
_WORDS: Mapping[Feature, Callable[[View], str]] = {
    "brands": lambda view: ", ".join(sorted(claims(view))),
    "title": lambda view: view.title or "",
    "picture": lambda view: (view.picture or "")[:12],
    "favicon": lambda view: (view.favicon or "")[:12],
    "screenshot": lambda view: f"{view.look:016x}" if view.look is not None else "",
    "tags": lambda view: str(len(view.tags)),
    "hosts": lambda view: ", ".join(view.hosts),
    "fields": lambda view: ", ".join(each.kind for each in view.fields),
}

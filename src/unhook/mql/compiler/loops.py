"""Walks and counts as source lines of functions of their own: no call for each element."""

from collections.abc import Sequence


def loop(name: str, over: Sequence[str], place: int, text: str, *, decisive: bool, sure: bool) -> list[str]:
    """Source lines of a function `name(run, m, S, *over, items)`: `any` (decisive True) or `all` (False).

    `text` is the condition's source, in which the element is `e<place>`; `decisive` the
    value that ends the walk; `sure` says that the condition is always True or False.
    """
    element = f" for e{place} in items:"
    if sure:
        body = [element, f"  if {'' if decisive else 'not '}{text}: return {decisive}"]
    else:
        body = [
            " undecided = None",
            element,
            f"  value = {text}",
            f"  if value is {decisive}: return {decisive}",
            f"  if value is not {not decisive}:",
            "   undecided = [value] if undecided is None else [*undecided, value]",
            " if undecided is not None: return unknown(*undecided)",
        ]
    return [
        f"def {name}({', '.join(('run', 'm', 'S', *over, 'items'))}):",
        *_array(null=None if decisive else True, absent="items"),
        *body,
        f" return {not decisive}",
    ]


def search(place: int, text: str, *, every: bool, null: bool) -> list[str]:
    """Body of a function that tells whether `text` is true of one (or `every`) element of `items`.

    `null` is the answer where there is no array; where nobody knows, the answer is no.
    """
    return [
        *_array(null=null, absent="False"),
        f" for e{place} in items:",
        f"  if {'not ' if every else ''}{text}: return {not every}",
        f" return {every}",
    ]


def count(tests: Sequence[str], least: int) -> list[str]:
    """Body of a function that tells whether at least `least` of the tests are true; it stops as soon as
    that is settled.
    """
    lines = [f" hits, misses = {least}, {len(tests) - least + 1}"]
    for test in tests:
        lines += [
            f" if {test}:",
            "  hits -= 1",
            "  if not hits: return True",
            " else:",
            "  misses -= 1",
            "  if not misses: return False",
        ]
    return [*lines, " return False"]


def _array(null: bool | None, absent: str) -> list[str]:
    return [
        " if items.__class__ is not tuple or len(items) > 32:",
        "  items = elements(run, items)",
        f"  if items is None: return {null}",
        f"  if items.__class__ is Unavailable: return {absent}",
    ]

"""`any` and `all` as loops of their own: no call for each element."""

from collections.abc import Sequence


def loop(name: str, over: Sequence[str], place: int, text: str, *, decisive: bool, sure: bool) -> list[str]:
    """Source lines of a function `name(run, m, S, *over, items)` that walks the items.

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
        " if items.__class__ is not tuple or len(items) > 32:",
        "  items = elements(run, items)",
        f"  if items is None: return {None if decisive else True}",
        "  if items.__class__ is Unavailable: return items",
        *body,
        f" return {not decisive}",
    ]

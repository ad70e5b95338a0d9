"""Compiled rules as bytes: compiling a pack takes longer than judging a mail with it.

The bytes hold Python's own compiled code, as `__pycache__` does, and deserve the same
trust and care: whoever keeps them sees to it that nobody else can write there.
"""

import json
import marshal
from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from unhook.mql.compiled import Assembly, Compiled
from unhook.mql.library import required
from unhook.mql.library.registry import Library
from unhook.mql.program import Program, Programs

if TYPE_CHECKING:
    from unhook.mql.library.function import Function
    from unhook.mql.syntax import Node

_Branch = tuple[Any, ...]


def dump(programs: Programs, library: Library) -> bytes:
    """What `load` needs to have the programs back that `compile_all` made with that library."""
    checked = [program.checked for program in programs.values()]
    functions = {id(f): name for each in checked for name, f in each.functions.items()}
    trees = [marshal.dumps(_branch(each.tree)) for each in checked]
    demands = [[sorted(each) for each in demand] for demand in programs.demands()]
    kept = [_kept(made.assembly(), functions) for made in (programs.holds_made, programs.values_made)]
    return marshal.dumps((demands, trees, *kept))


def load(data: bytes, sources: Mapping[str, str], library: Library) -> Programs:
    """The programs of those `sources`, by the same library. Values and trees are made when asked for.

    Raises `ValueError`, `KeyError`, `EOFError` or `TypeError` for bytes that are none of `dump`'s.
    """
    demands, trees, *kept = marshal.loads(data)
    holds, values = (Compiled(cache(partial(_assembly, each, library))) for each in kept)
    # What every message asks is looked at now: later nobody could compile it anew.
    holds.assembly()
    programs = {
        name: Program(name, source, values, place, library=library, grown=partial(_grown, tree))
        for place, ((name, source), tree) in enumerate(zip(sources.items(), trees, strict=True))
    }
    return Programs(programs, values, holds, lambda: demands)


def _kept(made: Assembly, functions: Mapping[int, str]) -> bytes:
    recipes = [(name, *_recipe(key, functions)) for key, name in made.known.items()]
    head = json.dumps({"recipes": recipes, "slots": made.slots})
    return head.encode() + b"\n" + marshal.dumps(made.code)


def _assembly(data: bytes, library: Library) -> Assembly:
    head, _, code = data.partition(b"\n")
    facts = json.loads(head)
    made, late = {}, {}
    for name, kind, *value in facts["recipes"]:
        if kind == "prepared":
            late[name] = partial(_prepared, _known(library, value[0]), *value[1:])
        else:
            made[name] = _made(library, kind, value[0])
    return Assembly(marshal.loads(code), made, {}, int(facts["slots"]), late)


def _recipe(key: tuple[Any, ...], functions: Mapping[int, str]) -> tuple[Any, ...]:
    kind, value = key
    if kind == "set":
        return "set", sorted(value, key=repr)
    if kind in ("function", "body"):
        return kind, functions[value]
    needed = [sorted(required.of_pattern(each) or ()) for each in value] if kind.startswith("regex.") else []
    return "prepared", kind, list(value), needed


def _made(library: Library, kind: str, value: Any) -> Any:
    if kind == "set":
        return frozenset(value)
    function = _known(library, value)
    return function.body if kind == "body" else function


def _prepared(function: "Function", constants: list[Any], needed: list[list[str]]) -> Any:
    for pattern, literals in zip(constants, needed, strict=False):
        required.learn(pattern, frozenset(literals) or None)
    assert function.prepare is not None
    return function.prepare(*constants)


def _known(library: Library, name: str) -> "Function":
    function = library.get(name)
    if function is None:
        raise KeyError(name)
    return function


def _branch(node: "Node") -> _Branch:
    """A node as its class's name and its fields, without the places in the source."""
    from unhook.mql import syntax

    def plain(value: Any) -> Any:
        if isinstance(value, syntax.Node):
            return _branch(value)
        # Told apart from a node by its empty first entry.
        return ("", *map(plain, value)) if isinstance(value, tuple) else value

    fields: tuple[str, ...] = type(node).__match_args__
    return (type(node).__name__, *(plain(getattr(node, name)) for name in fields))


def _grown(data: bytes) -> "Node":
    from unhook.mql import syntax

    def alive(value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        made = map(alive, value[1:])
        return getattr(syntax, value[0])(*made) if value[0] else tuple(made)

    tree: Node = alive(marshal.loads(data))
    return tree

"""Compiled rules as bytes: compiling a pack takes longer than judging a mail with it.

The bytes hold Python's own compiled code, as `__pycache__` does, and deserve the same
trust and care: whoever keeps them sees to it that nobody else can write there.
"""

import json
import marshal
from collections.abc import Mapping
from typing import Any

from unhook.mql.library.registry import Library
from unhook.mql.program import _GLOBALS, Program, Programs, _units


def dump(programs: Programs, library: Library) -> bytes:
    """What `load` needs to have the programs back that `compile_all` made with that library."""
    from unhook.mql.compiler.emit import Unit
    from unhook.mql.compiler.sharing import Sharing

    checked = {name: program.checked for name, program in programs.items()}
    sharing = Sharing(library)
    for each in checked.values():
        sharing.add(each.tree)
    unit = Unit(sharing)
    for place, each in enumerate(checked.values()):
        unit.rule(f"r{place}", each)
    functions = {id(f): name for each in checked.values() for name, f in each.functions.items()}
    recipes = [(name, *_recipe(key, functions)) for key, name in unit.known.items()]
    head = json.dumps({"recipes": recipes, "slots": sharing.size})
    code = compile("\n".join(unit.lines), "<rules>", "exec")
    return head.encode() + b"\n" + marshal.dumps(code)


def load(data: bytes, sources: Mapping[str, str], library: Library) -> Programs:
    """The programs of those `sources`, by the same library. A rule is typed only when a place is asked for.

    Raises `ValueError`, `KeyError`, `EOFError` or `TypeError` for bytes that are none of `dump`'s.
    """
    head, _, code = data.partition(b"\n")
    facts = json.loads(head)
    made = {name: _made(library, *recipe) for name, *recipe in facts["recipes"]}
    names: dict[str, Any] = {**_GLOBALS, **made}
    exec(marshal.loads(code), names)
    unit = (next(_units), int(facts["slots"]))
    return Programs(
        {
            name: Program(name, source, names[f"r{place}"], unit, library=library)
            for place, (name, source) in enumerate(sources.items())
        }
    )


def _recipe(key: tuple[Any, ...], functions: Mapping[int, str]) -> tuple[Any, ...]:
    kind, value = key
    if kind == "set":
        return "set", sorted(value, key=repr)
    if kind in ("function", "body"):
        return kind, functions[value]
    return "prepared", kind, list(value)


def _made(library: Library, kind: str, *value: Any) -> Any:
    if kind == "set":
        return frozenset(value[0])
    function = library.get(value[0])
    if function is None:
        raise KeyError(value[0])
    if kind == "function":
        return function
    if kind == "body":
        return function.body
    if function.prepare is None:
        raise ValueError(value[0])
    return function.prepare(*value[1])

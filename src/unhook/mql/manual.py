"""What people are told of functions and fields: in the documents, in an editor, in an explanation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from unhook.mql.library.registry import Library


@dataclass(frozen=True, slots=True)
class Entry:
    """A function: its signature as shown, a line on what it gives, and an example."""

    signature: str
    line: str
    example: str


@cache
def described(name: str) -> Any:
    """A file of prose beside this one: `functions.yml` or `fields.yml`."""
    import yaml

    text = (files("unhook.mql") / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def function(name: str, library: Library) -> Entry | None:
    """What is told of a function or form of that dotted name."""
    told = _functions().get(name)
    if told is None:
        return None
    known = library.get(name)
    return Entry(f"{name}{known.signature if known else told['signature']}", told["line"], told["example"])


def field(shape: type, name: str) -> str | None:
    """The line about a field of a record of the message model."""
    told: Mapping[str, str] = described("fields.yml").get(shape.__name__, {})
    return told.get(name)


@cache
def _functions() -> Mapping[str, Any]:
    return {
        name: told
        for group in described("functions.yml")["groups"]
        for name, told in group["functions"].items()
    }

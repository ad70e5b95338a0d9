"""Marks the fields of the model that are Unhook's own, not the public Message Data Model's."""

from dataclasses import field
from typing import Any


def own(default: Any = None) -> Any:
    """A dataclass field that rules and JSON do not see: offsets, bytes, ways of working."""
    return field(default=default, repr=False, compare=False, metadata={"mdm": False})

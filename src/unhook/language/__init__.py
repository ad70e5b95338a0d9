"""Which language a text is written in, and what it wants."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unhook.language.intents import understand
    from unhook.language.understanding import Understanding

__all__ = ["Understanding", "understand"]

_HOMES = {"Understanding": "understanding", "understand": "intents"}


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): whoever only asks for the language needs no model.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"unhook.language.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'unhook.language' has no attribute {name!r}")

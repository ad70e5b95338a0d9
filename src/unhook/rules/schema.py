"""The keys of rule files as a JSON Schema (draft 2020-12), for editors and other programs."""

from collections.abc import Mapping
from typing import Any

from unhook.rules import cases
from unhook.rules.keys import KEYS, Key
from unhook.rules.standards import LANGUAGES

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}


def schema() -> dict[str, Any]:
    """The schema of one rule file. Unknown keys are let through: feeds have more of them every year."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Unhook rule",
        "type": "object",
        "required": [key.name for key in KEYS.values() if key.required],
        "properties": {name: {**_value(key), "description": key.about} for name, key in KEYS.items()},
    }


def _value(key: Key) -> Mapping[str, Any]:
    match key.kind:
        case "text":
            return _TEXT if key.required else {"type": ["string", "null"]}
        case "texts":
            # The choices are offered, others allowed: feeds name attacks in their own way.
            known = {"anyOf": [{"enum": list(key.choices)}, _TEXT]} if key.choices else _TEXT
            return {"type": ["array", "null"], "items": known}
        case "text or texts":
            return {"type": ["string", "array", "null"], "items": _TEXT}
        case "number":
            return {"type": ["number", "null"]}
        case "flag":
            return {"type": ["boolean", "null"]}
        case "choice":
            return {"enum": [*key.choices, None]}
        case "mql":
            return {"type": ["string", "boolean"], "pattern": r"\S"}
        case "sentence":
            languages = dict.fromkeys(LANGUAGES, _TEXT)
            return {
                "type": ["string", "object", "null"],
                "properties": languages,
                "additionalProperties": _TEXT,
            }
        case "tests":
            return cases.SCHEMA
        case "any":
            return {}

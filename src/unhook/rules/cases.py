"""The mails a rule brings along as its proof: what it must and must not match."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from unhook.context import Context, Vip
from unhook.errors import RuleError
from unhook.rules.pages_said import NEEDS, PagesSaid
from unhook.rules.rule_file import mapping

_SETS = ("org_domains", "trusted_authserv_ids")
_TEXTS = ("direction", "mailbox", "language")

_TEXT_LIST = {"type": "array", "items": {"type": "string"}}
_CONTEXT = {
    **dict.fromkeys(_SETS, _TEXT_LIST),
    **{key: {"type": "string"} for key in _TEXTS},
    "org_vips": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["display_name"],
            "properties": {"display_name": {"type": "string"}, "email": {"type": "string"}},
            "additionalProperties": False,
        },
    },
    "lists": {"type": "object", "additionalProperties": _TEXT_LIST},
}
_CASES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "mail"],
        "properties": {
            "name": {"type": "string"},
            "mail": {"type": "string", "pattern": r"\S", "description": "The mail as it is sent."},
            "context": {"type": "object", "properties": _CONTEXT, "additionalProperties": False},
            "pages": {
                "type": "object",
                "additionalProperties": {"type": "object"},
                "description": "What ml.link_analysis says of links, by address; of others nobody looked.",
            },
        },
        "additionalProperties": False,
    },
}
# What `read` takes, as a JSON Schema.
SCHEMA: Mapping[str, Any] = {
    "type": ["object", "null"],
    "properties": {"match": _CASES, "no_match": _CASES},
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One mail and what the rule must say of it; `mail` in raw bytes, `context` with the facts of `pages`."""

    name: str
    mail: bytes
    matches: bool
    context: Context = field(default_factory=Context)


def read(path: Path, text: str) -> tuple[Case, ...]:
    """The cases of a rule file, those that must match first; none when it has no `tests`.

    Raises `RuleError` naming the file and the case.
    """
    tests = mapping(path, text).get("tests")
    if tests is None:
        return ()
    if not isinstance(tests, dict) or not set(tests) <= {"match", "no_match"}:
        raise RuleError(f"{path}: tests: must hold the lists `match` and `no_match`, nothing else")
    return tuple(
        _case(path, f"tests.{key}[{index}]", item, matches=key == "match")
        for key in ("match", "no_match")
        for index, item in enumerate(_list(path, f"tests.{key}", tests.get(key, [])))
    )


def _list(path: Path, where: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise RuleError(f"{path}: {where}: must be a list")
    return value


def _case(path: Path, where: str, item: object, *, matches: bool) -> Case:
    if not isinstance(item, dict):
        raise RuleError(f"{path}: {where}: must hold `name` and `mail`")
    unknown = set(item) - {"name", "mail", "context", "pages"}
    name, mail = item.get("name"), item.get("mail")
    if unknown or not isinstance(name, str) or not isinstance(mail, str) or not mail.strip():
        raise RuleError(
            f"{path}: {where}: must hold the texts `name` and `mail`, and perhaps `context` and `pages`"
        )
    context = _context(path, f"{where}.context", item.get("context", {}))
    if "pages" in item:
        context = replace(context, facts=_facts(path, f"{where}.pages", item["pages"]))
    return Case(name, _bytes(mail), matches, context)


def _bytes(mail: str) -> bytes:
    """UTF-8, as an MTA with SMTPUTF8 would hand it over; line ends as on the wire."""
    return mail.replace("\n", "\r\n").encode()


def _context(path: Path, where: str, value: object) -> Context:
    if not isinstance(value, Mapping):
        raise RuleError(f"{path}: {where}: must be a mapping")
    known: dict[str, Any] = {}
    for key, item in value.items():
        if key in _SETS:
            known[key] = frozenset(_list(path, f"{where}.{key}", item))
        elif key in _TEXTS:
            known[key] = str(item)
        elif key == "org_vips":
            known[key] = tuple(
                _vip(path, f"{where}.{key}", vip) for vip in _list(path, f"{where}.{key}", item)
            )
        elif key == "lists" and isinstance(item, Mapping):
            known[key] = {
                str(name): frozenset(_list(path, f"{where}.lists", entries)) for name, entries in item.items()
            }
        else:
            raise RuleError(f"{path}: {where}: {key!r} is no field of a context")
    return Context(**known)


def _facts(path: Path, where: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(each, Mapping) for each in value.values()):
        raise RuleError(f"{path}: {where}: must be a mapping of addresses to what is known of their pages")
    return {NEEDS: PagesSaid({str(address): said for address, said in value.items()})}


def _vip(path: Path, where: str, value: object) -> Vip:
    if not isinstance(value, dict) or not {"display_name"} <= set(value) <= {"display_name", "email"}:
        raise RuleError(f"{path}: {where}: each must hold `display_name`, and perhaps `email`")
    return Vip(**value)

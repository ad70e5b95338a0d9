"""What the shipped pack asks of a rule file beyond being readable."""

import re
import typing
from collections.abc import Sequence
from pathlib import Path

from unhook.message.model import Message
from unhook.rules.cases import Case
from unhook.rules.keys import KNOWN_ATTACKS
from unhook.rules.rule_file import Rule

LANGUAGES = ("en", "de", "fr", "pt", "es", "nl", "it")
GROUPS = (
    "sender",
    "brand",
    "authentication",
    "links",
    "attachments",
    "structure",
    "text",
    "combination",
    "page",
    "honesty",
)
TACTICS = ("Evasion", "Impersonation", "Lookalike domain", "Social engineering", "Spoofing")
_TECHNIQUE = re.compile(r"T1\d{3}(?:\.\d{3})?")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_MAX_WEIGHT = 4.0
_MAX_WEIGHT_OF_PAGES = 8.5
"""What stands behind a link was seen itself: all signs of honesty together do not excuse a trap there."""


def problems(rule: Rule, cases: Sequence[Case]) -> tuple[str, ...]:
    """What the file lacks, each as `key: what is wrong`; empty when it may be shipped."""
    return (*_naming(rule), *_sentences(rule), *_meaning(rule), *proof_problems(cases))


def proof_problems(cases: Sequence[Case]) -> tuple[str, ...]:
    """Whether both kinds of mail are there: a rule that was never seen to keep still proves nothing."""
    kinds = {case.matches for case in cases}
    missing = [key for key, kind in (("match", True), ("no_match", False)) if kind not in kinds]
    return tuple(f"tests: no {key} mail" for key in missing)


def is_id(text: str) -> bool:
    """Whether the text may be a rule's id: kebab case."""
    return bool(_ID.fullmatch(text))


def _naming(rule: Rule) -> list[str]:
    found = []
    if rule.id != Path(rule.path).stem:
        found.append(f"id: {rule.id!r} is not the file's name {Path(rule.path).stem!r}")
    if not is_id(rule.id):
        found.append(f"id: {rule.id!r} is not kebab-case")
    if rule.group not in GROUPS:
        found.append(f"group: {rule.group!r} is none of {', '.join(GROUPS)}")
    most = _MAX_WEIGHT_OF_PAGES if rule.group == "page" else _MAX_WEIGHT
    if (rule.weight < 0) != (rule.group == "honesty") or not 0 < abs(rule.weight) <= most:
        found.append(f"weight: {rule.weight:g} (honesty is below zero, all else above, at most {most:g})")
    return found


def _sentences(rule: Rule) -> list[str]:
    found = [f"sentence: no wording in {tag!r}" for tag in LANGUAGES if not rule.sentences.get(tag)]
    for tag, text in rule.sentences.items():
        if strange := set(_PLACEHOLDER.findall(text)) - {"{snippet}"}:
            found.append(f"sentence: {tag}: unknown placeholder {', '.join(sorted(strange))}")
    if len({"{snippet}" in text for text in rule.sentences.values()}) > 1:
        found.append("sentence: {snippet} stands in some languages and not in others")
    return found


def _meaning(rule: Rule) -> list[str]:
    found = [
        f"{key}: missing" for key in ("description", "triage", "false_positives") if not getattr(rule, key)
    ]
    found += [f"attack_types: {item!r} is unknown" for item in rule.attack_types if item not in KNOWN_ATTACKS]
    if not rule.attack_types and rule.weight > 0:
        found.append("attack_types: missing")
    found += [
        f"tactics_and_techniques: {item!r} is unknown"
        for item in rule.techniques
        if item not in TACTICS and not _TECHNIQUE.fullmatch(item)
    ]
    found += [f"evidence: the message has no {path!r}" for path in rule.evidence if not path_exists(path)]
    return found


def path_exists(path: str) -> bool:
    """Whether a dotted model path, with or without `[]` after arrays, names a field of the message."""
    kind: object = Message
    for name in re.sub(r"\[\d*\]", "", path).split("."):
        hints = typing.get_type_hints(kind) if isinstance(kind, type) else {}
        hint = hints.get(name, hints.get(f"{name}_"))
        if hint is None:
            declared = getattr(kind, name, None)
            return declared is not None and not callable(declared)
        kind = _element(hint)
    return True


def _element(hint: object) -> object:
    """`tuple[X, ...]` and `X | None` come down to `X`."""
    arguments = [item for item in typing.get_args(hint) if item not in (type(None), Ellipsis)]
    return _element(arguments[0]) if arguments else hint

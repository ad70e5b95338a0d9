"""The keys of a rule file: what each holds, said once for reading, for checking and for editors."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from unhook.rules.finding import Severity

SEVERITIES: tuple[str, ...] = get_args(Severity)
KINDS = ("rule", "query", "dlp", "triage_rule", "exclusion")
KNOWN_ATTACKS = (
    "credential_phishing",
    "malware",
    "bec_fraud",
    "callback",
    "extortion",
    "advance_fee",
    "spam",
)

Kind = Literal[
    "text", "texts", "text or texts", "number", "flag", "choice", "mql", "sentence", "tests", "any"
]


@dataclass(frozen=True, slots=True)
class Key:
    """A key, its kind of value, and what it says; `choices` are the values of the kind `choice`, and the
    values that editors offer of the kind `texts`.
    """

    name: str
    kind: Kind
    about: str
    choices: tuple[str, ...] = ()
    required: bool = False

    def problem(self, value: Any) -> str | None:
        """What is wrong with a value, if something is. None, YAML's null, is no value."""
        if value is None:
            return "missing" if self.required else None
        if self.kind == "choice":
            return None if value in self.choices else f"{value!r} is none of {', '.join(self.choices)}"
        if _FITS[self.kind](value):
            return None
        told = f", not {_kind_of(value)}" if self.kind not in ("mql", "sentence", "tests") else ""
        return f"must be {_WANTED[self.kind]}{told}"


_NAME = "The rule's name, shown to people."
_SOURCE = "The condition in the rule language (MQL)."
_TECHNIQUES = "MITRE ATT&CK techniques (T1566.002), and names of tactics."

KEYS: Mapping[str, Key] = {
    key.name: key
    for key in (
        Key("name", "text", _NAME, required=True),
        Key("source", "mql", _SOURCE, required=True),
        Key("id", "text", "The rule's own id; the file's name without one."),
        Key("type", "choice", "What becomes of it: a rule and dlp hit, an exclusion excepts mails.", KINDS),
        Key("severity", "choice", "How bad it is if the rule is right; medium without one.", SEVERITIES),
        Key(
            "weight",
            "number",
            "Log-odds of an attack, at most 4 (of a page: 8.5); below zero a sign of honesty.",
        ),
        Key("group", "text", "Rules of one group add with diminishing returns."),
        Key("attack_types", "texts", "The kinds of attack it is a sign of.", KNOWN_ATTACKS),
        Key("tactics_and_techniques", "texts", _TECHNIQUES),
        Key("sentence", "sentence", "What people are told, by language; {snippet} stands for the place."),
        Key("description", "text", "What the rule looks for, in one or two lines."),
        Key("evidence", "texts", "Model paths whose places are shown, in this order; without it all."),
        Key("triage", "text", "How an analyst confirms it."),
        Key("false_positives", "text or texts", "When it is wrong."),
        Key("references", "texts", "Addresses of further reading."),
        Key("active", "flag", "false switches the rule off."),
        Key("tests", "tests", "Mails that prove the rule: those it must match, and those it must not."),
        # Feeds' own; read past.
        Key("authors", "any", "Who wrote it."),
        Key("tags", "texts", "Words to find it by."),
        Key("detection_methods", "texts", "By what means it detects."),
        Key("default_actions", "texts", "What another engine does when it hits."),
        Key("internal_type", "text", "A note of another engine."),
        *(
            Key(f"triage_{name}", "flag", "When another engine asks a triage rule.")
            for name in (
                "abuse_reports",
                "ade_complete",
                "asa_complete",
                "classification_changes",
                "email_bomb",
                "flagged_messages",
            )
        ),
    )
}


def problems(data: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """Each key whose value is wrong, with what is wrong; in the order of `KEYS`."""
    for name, key in KEYS.items():
        problem = key.problem(data.get(name))
        if problem:
            yield name, problem


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _sentence(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(each, str) for pair in value.items() for each in pair)
    return isinstance(value, str)


_FITS: Mapping[Kind, Any] = {
    "text": lambda value: isinstance(value, str),
    "texts": _texts,
    "text or texts": lambda value: isinstance(value, str) or _texts(value),
    "number": lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    ),
    "flag": lambda value: isinstance(value, bool),
    # YAML reads `source: false` as a boolean.
    "mql": lambda value: isinstance(value, bool) or (isinstance(value, str) and bool(value.strip())),
    "sentence": _sentence,
    # `unhook.rules.cases` looks inside.
    "tests": lambda value: True,
    "any": lambda value: True,
}
_WANTED: Mapping[Kind, str] = {
    "text": "text",
    "texts": "a list of texts",
    "text or texts": "text or a list of texts",
    "number": "a finite number",
    "flag": "true or false",
    "mql": "MQL text",
    "sentence": "a text, or a mapping of language tags to texts such as {en: ..., de: ...}",
}


def _kind_of(value: object) -> str:
    names: Mapping[type, str] = {
        bool: "true/false",
        int: "a number",
        float: "this number",
        str: "text",
        list: "a list",
        dict: "a mapping",
    }
    return names.get(type(value), type(value).__name__)

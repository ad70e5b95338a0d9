"""One rule, one YAML file: reading it, with messages that name file, line and key.

A file of the shipped pack and a file of an open feed have the same shape; a feed's file
lacks our own keys (`weight`, `group`, `sentence`, `tests`), which then take defaults.
`unhook.rules.standards` says what the shipped pack asks beyond this.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast, get_args

from unhook.errors import RuleError
from unhook.rules.finding import Severity

_TESTS = re.compile(r"^tests:", re.MULTILINE)
_DIRECTION = re.compile(r"\btype\.(?:inbound|outbound|internal)\b")
SEVERITIES: tuple[str, ...] = get_args(Severity)
KNOWN_ATTACKS = (
    "credential_phishing",
    "malware",
    "bec_fraud",
    "callback",
    "extortion",
    "advance_fee",
    "spam",
)
KINDS = ("rule", "query", "dlp", "triage_rule", "exclusion")
_FEED_ATTACKS: Mapping[str, str] = {
    "BEC/Fraud": "bec_fraud",
    "Callback Phishing": "callback",
    "Credential Phishing": "credential_phishing",
    "Extortion": "extortion",
    "Malware/Ransomware": "malware",
    "Reconnaissance": "spam",
    "Spam": "spam",
}
_DEFAULT_WEIGHT = {"informational": 0.1, "low": 0.4, "medium": 0.8, "high": 1.5, "critical": 2.5}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file states it; `line` is the first line of `source` in the file.

    `weight` is in log-odds; `sentences` maps a language tag to the wording; `evidence`
    holds path prefixes in the order in which the places are shown, empty for all.
    `kind` is the file's `type`: only `rule` and `dlp` hit, an `exclusion` says which mails a
    feed's rules are not meant for, a `query` has a value. `active` is false where the
    authors switched the rule off.
    """

    id: str
    name: str
    source: str
    severity: Severity = "medium"
    weight: float = 0.0
    group: str = ""
    attack_types: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    evidence: tuple[str, ...] = ()
    triage: str = ""
    false_positives: str = ""
    references: tuple[str, ...] = ()
    kind: str = "rule"
    active: bool = True
    path: str = ""
    line: int = 1

    @property
    def uses_direction(self) -> bool:
        """Whether the rule asks where the message is headed."""
        return "type." in self.source and bool(_DIRECTION.search(self.source))


def without_tests(text: str) -> str:
    """The file's text up to its last key `tests`, which running a rule does not need."""
    found = _TESTS.search(text)
    return text[: found.start()] if found else text


def read(path: Path, text: str | None = None) -> Rule:
    """The rule in a file; `text` spares reading it again.

    Raises `RuleError` with `file:line: key: what is wrong`.
    """
    whole = text_of(path) if text is None else text
    return _rule(mapping(path, without_tests(whole)), _Place(path, whole))


def text_of(path: Path) -> str:
    """A rule file's text. Raises `RuleError` when it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error


def mapping(path: Path, text: str) -> dict[str, Any]:
    """The YAML mapping of a file. Raises `RuleError` with the line where YAML breaks."""
    # A compiled pack needs no YAML.
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleError(f"{path}:{line}: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise RuleError(f"{path}:1: not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise RuleError(f"{path}:1: a rule file is a mapping of keys to values")
    return data


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    text: str

    def line(self, key: str) -> int:
        found = re.search(rf"^{re.escape(key)}:", self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.start()) + 1 if found else 1

    def error(self, key: str, problem: str) -> RuleError:
        return RuleError(f"{self.path}:{self.line(key)}: {key}: {problem}")

    def source_line(self) -> int:
        found = re.search(r"^source:[ \t]*([|>]?)", self.text, re.MULTILINE)
        return self.line("source") + (1 if found and found[1] else 0)


def _rule(data: dict[str, Any], place: _Place) -> Rule:
    kind = _choice(data, place, "type", KINDS, "rule")
    severity = cast(Severity, _choice(data, place, "severity", SEVERITIES, "medium"))
    source = data.get("source")
    if source is None:
        raise place.error("source", "missing: the rule's condition in MQL")
    if isinstance(source, bool):
        source = "true" if source else "false"
    if not isinstance(source, str) or not source.strip():
        raise place.error("source", "must be MQL text")
    return Rule(
        id=_text(data, place, "id", default=place.path.stem),
        name=_text(data, place, "name"),
        source=source,
        severity=severity,
        weight=_number(data, place, "weight", _DEFAULT_WEIGHT[severity]),
        group=_text(data, place, "group", default=""),
        attack_types=tuple(_FEED_ATTACKS.get(item, item) for item in _texts(data, place, "attack_types")),
        techniques=_texts(data, place, "tactics_and_techniques"),
        sentences=_sentences(data, place),
        description=_text(data, place, "description", default=""),
        evidence=_texts(data, place, "evidence"),
        triage=_text(data, place, "triage", default=""),
        false_positives=" ".join(_texts(data, place, "false_positives", alone=True)),
        references=_texts(data, place, "references"),
        kind=kind,
        active=_flag(data, place, "active", default=True),
        path=str(place.path),
        line=place.source_line(),
    )


def _text(data: dict[str, Any], place: _Place, key: str, default: str | None = None) -> str:
    value = data.get(key, default)
    if value is None:
        raise place.error(key, "missing")
    if not isinstance(value, str):
        raise place.error(key, f"must be text, not {_kind_of(value)}")
    return value.strip()


def _texts(data: dict[str, Any], place: _Place, key: str, *, alone: bool = False) -> tuple[str, ...]:
    value = data.get(key)
    if value is None:
        return ()
    if alone and isinstance(value, str):
        return (value.strip(),)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise place.error(key, f"must be a list of texts, not {_kind_of(value)}")
    return tuple(item.strip() for item in value)


def _choice(data: dict[str, Any], place: _Place, key: str, allowed: tuple[str, ...], default: str) -> str:
    value = data.get(key, default)
    if value not in allowed:
        raise place.error(key, f"{value!r} is none of {', '.join(allowed)}")
    return str(value)


def _number(data: dict[str, Any], place: _Place, key: str, default: float) -> float:
    value = data.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise place.error(key, f"must be a finite number, not {_kind_of(value)}")
    return float(value)


def _flag(data: dict[str, Any], place: _Place, key: str, *, default: bool) -> bool:
    value = data.get(key, default)
    if not isinstance(value, bool):
        raise place.error(key, f"must be true or false, not {_kind_of(value)}")
    return value


def _sentences(data: dict[str, Any], place: _Place) -> dict[str, str]:
    value = data.get("sentence", {})
    if isinstance(value, str):
        return {"en": value}
    if not isinstance(value, dict) or not all(isinstance(x, str) for pair in value.items() for x in pair):
        raise place.error("sentence", "must map language tags to texts, such as {en: ..., de: ...}")
    return {tag: text.strip() for tag, text in value.items()}


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

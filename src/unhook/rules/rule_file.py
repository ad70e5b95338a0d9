"""One rule, one YAML file: reading it, with messages that name file, line and key.

A file of the shipped pack and a file of an open feed have the same shape; a feed's file
lacks our own keys (`weight`, `group`, `sentence`, `tests`), which then take defaults.
`unhook.rules.standards` says what the shipped pack asks beyond this.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unhook.errors import RuleError
from unhook.rules import keys
from unhook.rules.finding import Severity

_TESTS = re.compile(r"^tests:", re.MULTILINE)
_DIRECTION = re.compile(r"\btype\.(?:inbound|outbound|internal)\b")
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
class Mistake:
    """What is wrong at a line of a rule file, counted from 1."""

    line: int
    text: str


class RuleFileError(RuleError):
    """A rule file cannot be used; `mistakes` lists all that is wrong with its YAML or its keys."""

    def __init__(self, path: Path, *mistakes: Mistake) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(f"{path}:{each.line}: {each.text}" for each in mistakes))


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

    Raises `RuleFileError` with `file:line: key: what is wrong`, a line for each mistake.
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
    """The YAML mapping of a file. Raises `RuleFileError` with the line where YAML breaks."""
    # A compiled pack needs no YAML.
    import yaml

    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleFileError(path, Mistake(line, f"not valid YAML: {error.problem}")) from error
    except yaml.YAMLError as error:
        raise RuleFileError(path, Mistake(1, f"not valid YAML: {error}")) from error
    if not isinstance(data, dict):
        raise RuleFileError(path, Mistake(1, "a rule file is a mapping of keys to values"))
    return data


def line_of(key: str, text: str) -> int:
    """The line of a rule file on which a key stands, counted from 1; 1 where it does not."""
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?[ \t]*:", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    text: str

    def source_line(self) -> int:
        found = re.search(r"^source:[ \t]*([|>]?)", self.text, re.MULTILINE)
        return line_of("source", self.text) + (1 if found and found[1] else 0)


def _rule(data: dict[str, Any], place: _Place) -> Rule:
    found = keys.problems(data)
    mistakes = [Mistake(line_of(key, place.text), f"{key}: {problem}") for key, problem in found]
    if mistakes:
        raise RuleFileError(place.path, *mistakes)
    given = {key: value for key, value in data.items() if value is not None}
    source = given["source"]
    severity: Severity = given.get("severity", "medium")
    return Rule(
        id=given.get("id", place.path.stem).strip(),
        name=given["name"].strip(),
        source=str(source).lower() if isinstance(source, bool) else source,
        severity=severity,
        weight=float(given.get("weight", _DEFAULT_WEIGHT[severity])),
        group=given.get("group", "").strip(),
        attack_types=tuple(_FEED_ATTACKS.get(item, item) for item in _texts(given, "attack_types")),
        techniques=_texts(given, "tactics_and_techniques"),
        sentences=_sentences(given.get("sentence", {})),
        description=given.get("description", "").strip(),
        evidence=_texts(given, "evidence"),
        triage=given.get("triage", "").strip(),
        false_positives=" ".join(_texts(given, "false_positives")),
        references=_texts(given, "references"),
        kind=given.get("type", "rule"),
        active=given.get("active", True),
        path=str(place.path),
        line=place.source_line(),
    )


def _texts(given: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = given.get(key, ())
    return (value.strip(),) if isinstance(value, str) else tuple(item.strip() for item in value)


def _sentences(value: str | Mapping[str, str]) -> dict[str, str]:
    if isinstance(value, str):
        return {"en": value}
    return {tag: text.strip() for tag, text in value.items()}

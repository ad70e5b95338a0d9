"""What was learnt from mail: how much each shipped rule's hit weighs, and what words resemble.

A model is a folder of two data files: `weights.json` (bias, weights by rule, the shape of
the wording's weight) and `words.bin` (see `language.linear`). Findings of rules it does not
know, those of a feed or of one's own, keep their authors' weights.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path

from unhook.errors import ConfigError
from unhook.language import linear
from unhook.limits import DEFAULT, Limits
from unhook.message.model import Message
from unhook.rules.finding import Finding
from unhook.verdict import corrections, words
from unhook.verdict.corrections import Correction

WEIGHTS, WORDS = "weights.json", "words.bin"
OUTPUT = "phish"
SHIPPED = Path(str(files("unhook.verdict") / "shipped"))
PACK = "pack"
FAINT = 0.1
"""Wording that weighs less is no reason to show anybody."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The wording's weight by its log-odds: `rise` for each unit above 0 up to `most` units, `fall` for
    each below down to `least`, and nothing where that is less than `FAINT`.
    """

    rise: float
    most: float
    fall: float
    least: float

    def weight(self, log_odds: float) -> float:
        """The weight of that wording; it never falls as the log-odds rise."""
        slope = self.rise if log_odds >= 0 else self.fall
        weight = slope * max(self.least, min(log_odds, self.most))
        return weight if abs(weight) >= FAINT else 0.0


@dataclass(frozen=True, slots=True)
class Learnt:
    """`bias` replaces the policy's; `weights` those of the shipped pack's rules; `grams` are the words'
    weights by hash, `grams_bias` what a passage of unknown words has. `notes` say what it was made from;
    `corrected` are a user's corrections, which no model file holds.
    """

    bias: float
    weights: Mapping[str, float]
    shape: Shape
    grams: Mapping[int, float]
    grams_bias: float
    notes: Mapping[str, object] = field(default_factory=dict)
    corrected: tuple[Correction, ...] = ()

    def weighed(
        self, message: Message, findings: Iterable[Finding], limits: Limits = DEFAULT
    ) -> tuple[Finding, ...]:
        """The findings with learnt weights; beside them the wording where it weighs anything, and what a
        user said of a mail like this.
        """
        known = [
            replace(finding, weight=self.weights[finding.rule])
            if finding.source == PACK and finding.rule in self.weights
            else finding
            for finding in findings
        ]
        wording = words.strongest(message, self.grams, self.grams_bias)
        weight = self.shape.weight(wording.log_odds)
        if weight:
            known.append(words.finding(message, wording, weight, self.grams, limits))
        said = corrections.finding(message, self.corrected) if self.corrected else None
        return (*known, said) if said else tuple(known)


def read(folder: Path = SHIPPED) -> Learnt:
    """The model of a folder. Raises `ConfigError` when there is none or it is not whole."""
    try:
        facts = json.loads((folder / WEIGHTS).read_text("utf-8"))
        model = linear.read(folder / WORDS)
        return Learnt(
            bias=float(facts["bias"]),
            weights={str(rule): float(weight) for rule, weight in facts["rules"].items()},
            shape=Shape(**{name: float(facts["wording"][name]) for name in Shape.__slots__}),
            grams={gram: moves[0][1] for gram, moves in model.moves.items()},
            grams_bias=model.bias[0],
            notes=facts.get("notes", {}),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ConfigError(f"{folder} holds no model: {type(error).__name__}: {error}") from None


def write(folder: Path, model: Learnt) -> None:
    """Keep a model in a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    moves = {gram: ((0, weight),) for gram, weight in model.grams.items()}
    linear.write(folder / WORDS, linear.Linear((OUTPUT,), (model.grams_bias,), moves))
    facts = {
        "notes": dict(model.notes),
        "bias": round(model.bias, 4),
        "wording": {name: round(getattr(model.shape, name), 4) for name in Shape.__slots__},
        "rules": {rule: round(weight, 3) for rule, weight in sorted(model.weights.items())},
    }
    text = json.dumps(facts, indent=1, ensure_ascii=True)
    (folder / WEIGHTS).write_text(text + "\n", "utf-8")

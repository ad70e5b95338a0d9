"""What a text wants: intents, topics and tags by a small linear model, entities by phrases.

The model (`intents.model`, made by `unhook.training`) knows words and word pairs of seven
languages. Its log-odds are set so that `low` means more likely than not, `medium` four to one,
`high` nineteen to one on mail like that it was made of.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files

from unhook.language import entities, grams, linear
from unhook.language.detect import detect
from unhook.language.labels import INTENTS, TAGS, TOPICS
from unhook.language.phrases import PHRASES
from unhook.language.understanding import Confidence, Label, Understanding

BOUNDS: tuple[tuple[float, Confidence], ...] = ((2.94, "high"), (1.39, "medium"), (0.0, "low"))
LEAST_KNOWN = 6
"""Grams of a passage that the model must know before it says anything."""
LEAST_KNOWN_BENIGN = 10
DOUBT = 1.39
"""What `benign` must have in addition outside English, of which nearly all honest mail was, and how far from
even every scam must be.
"""

_SCAMS = frozenset(INTENTS[:-1])


def understand(text: str, subject: str | None = None) -> Understanding:
    """Understand a mail's newest text, with its subject where there is one.

    Never raises on content; the same text gives the same answer. Other languages than the seven are
    named, and nothing benign or topical is claimed of them.
    """
    whole = f"{subject}\n{text}" if subject else text
    language = detect(text) or (detect(whole) if subject else None)
    odds = _odds(grams.words(whole), language)
    scams = _labels(INTENTS[:-1], odds)
    return Understanding(
        language=language,
        intents=scams or _labels(INTENTS[-1:], odds),
        topics=_labels(TOPICS, odds),
        tags=_labels(TAGS, odds),
        entities=entities.find(text, language),
    )


def _odds(words: list[str], language: str | None) -> dict[str, float]:
    """Log-odds by output: of a scam's intent in its plainest passage, of topics in the first, of `benign`
    in the least benign one.
    """
    model, familiar = shipped(), language in PHRASES
    doubt = 0.0 if language == "english" else DOUBT
    odds: dict[str, float] = {}
    for place, passage in enumerate(grams.by_passage(words)):
        known = model.moves.keys() & passage
        if len(known) < LEAST_KNOWN:
            # What is not understood may be anything.
            odds["benign"] = -1.0
            continue
        for name, value in zip(model.outputs, model.logits(known), strict=True):
            if name == "benign":
                enough = place > 0 or len(known) >= LEAST_KNOWN_BENIGN
                sure = value - doubt if familiar and enough else -1.0
                odds[name] = min(odds.get(name, sure), sure)
            elif name in _SCAMS:
                odds[name] = max(odds.get(name, value), value)
            elif familiar and place == 0:
                odds[name] = value
    if any(odds[name] > -DOUBT for name in _SCAMS & odds.keys()):
        odds["benign"] = -1.0
    return odds


def _labels(names: Iterable[str], odds: dict[str, float]) -> tuple[Label, ...]:
    likely = sorted((-odds[name], name) for name in names if odds.get(name, -1.0) >= 0.0)
    return tuple(Label(name, _confidence(-value)) for value, name in likely)


def _confidence(value: float) -> Confidence:
    return next(confidence for bound, confidence in BOUNDS if value >= bound)


@cache
def shipped() -> linear.Linear:
    """The model that comes with Unhook, read once a process."""
    with as_file(files("unhook.language").joinpath("intents.model")) as path:
        return linear.read(path)

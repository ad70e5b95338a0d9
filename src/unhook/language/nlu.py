"""What rules ask of language, as the capability `nlu`: `ml.nlu_classifier` and `beta.ml_topic`."""

from dataclasses import dataclass
from typing import Any

from unhook.language.understanding import Label


@dataclass(frozen=True, slots=True)
class Nlu:
    """Answers as plain values; a text that says nothing has empty lists, never null.

    The model is read when a rule first asks.
    """

    def nlu_classifier(self, text: str, subject: str = "") -> dict[str, Any]:
        """Language, intents, topics, tags and entities."""
        from unhook.language.intents import understand

        found = understand(text, subject or None)
        return {
            "language": found.language,
            "intents": _labels(found.intents),
            "topics": _labels(found.topics),
            "tags": _labels(found.tags),
            "entities": [{"name": entity.name, "text": entity.text} for entity in found.entities],
        }

    def ml_topic(self, text: str) -> dict[str, Any]:
        """Topics alone."""
        from unhook.language.intents import understand

        return {"topics": _labels(understand(text).topics)}


def _labels(labels: tuple[Label, ...]) -> list[dict[str, str]]:
    return [{"name": label.name, "confidence": label.confidence} for label in labels]

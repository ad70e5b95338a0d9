"""What was understood of a text."""

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class Label:
    """A name (see `labels`) and how sure it is."""

    name: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Entity:
    """`text` is a copy of the understood text at `span` (half-open, code points)."""

    name: str
    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text wants and speaks of, surest first; `language` is an English lower-case name.

    No intent at all means that nothing can be said; `benign` is an intent that must be earned.
    Spans of entities are places in the text without the subject.
    """

    language: str | None = None
    intents: tuple[Label, ...] = ()
    topics: tuple[Label, ...] = ()
    tags: tuple[Label, ...] = ()
    entities: tuple[Entity, ...] = ()

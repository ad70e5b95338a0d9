"""Findings: what a rule saw, as typed data. Nothing here prints or acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from unhook.message.offsets import Span

Severity = Literal["informational", "low", "medium", "high", "critical"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact place that made a rule true.

    `field` is the model path with indices, `body.links[2].href_url.url`; `span` the range
    within that field's value when it is text; `snippet` that text, cut to
    `Limits.snippet_chars`; `raw` the byte range in the message, when it can be told.
    """

    field: str
    snippet: str
    span: Span | None = None
    raw: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One red flag (or, with `weight` below zero, one sign of honesty).

    `evidence` is looked for when it is first read, and stays the same from then on;
    `rule` is the rule's id; `sentence` its catalogue key; `sentences` its wording by
    language tag; `attack_types` and `techniques` as the rule states them; `source` the
    pack or feed; `assumed` is true when its only support is an assumed default.
    """

    rule: str
    name: str
    severity: Severity
    sentence: str
    evidence: Sequence[Evidence] = ()
    attack_types: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    weight: float = 0.0
    group: str = ""
    source: str = "pack"
    assumed: bool = False
    sentences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """A rule that could not be decided: the facts it `needs`, by name, or `"time"`."""

    rule: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that packs said of one message.

    `not_evaluated` is worked out when it is first read; `excluded` are the exclusions, as
    `source: name`, for which a feed's hits were dropped; `limits_reached` the names of
    limits that kept rules from looking at all of it.
    """

    hits: tuple[Finding, ...] = ()
    not_evaluated: Sequence[NotEvaluated] = ()
    excluded: tuple[str, ...] = ()
    limits_reached: tuple[str, ...] = ()

"""What a rule can name: the message's fields, the delivery facts, the lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from unhook.context import Vip
from unhook.message.model import Message
from unhook.mql.types import STRING, Field, ListOf, Record, Type, fields_of


@dataclass(frozen=True, slots=True)
class Classification:
    """What the message was classified as."""

    classification: str | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """An automatic judge's verdict."""

    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Agents:
    """The judges."""

    asa: Agent | None = None


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports by people."""

    count: int | None = None


@dataclass(frozen=True, slots=True)
class FlaggedRule:
    """A rule that hit."""

    id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Triage:
    """Where a case stands; known only while a case is worked on (automations)."""

    trigger: str | None = None
    classification: Classification | None = None
    agents: Agents | None = None
    user_reports: Reports | None = None
    flagged_rules: tuple[FlaggedRule, ...] | None = None


def roots() -> Mapping[str, Field]:
    """The names that stand without a leading dot."""
    return {**fields_of(Message), "triage": Field("triage", Record(Triage), True)}


def list_type(name: str) -> Type:
    """A named list's type: strings, but people for `$org_vips`."""
    return ListOf(Record(Vip)) if name == "org_vips" else ListOf(STRING)

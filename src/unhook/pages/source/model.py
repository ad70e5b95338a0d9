"""What is told of a page's source: signs with the places that show them, and a judgement with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from unhook.brands.registry import Brand
from unhook.pages.saved.model import Saved

Verdict = Literal["malicious", "suspicious", "inconclusive", "benign-home-realm"]
Sure = Literal["high", "medium", "low"]
FieldKind = Literal["password", "dressed", "code", "phrase", "card", "made", "mail", "other"]
ShownIn = Literal["title", "heading", "logo", "assets", "field", "drawn-bar", "picture"]
Channel = Literal[
    "form", "fetch", "xhr", "beacon", "websocket", "event-source", "image", "worker", "mailto", "unknown"
]

GRAVITY: tuple[Verdict, ...] = ("benign-home-realm", "inconclusive", "suspicious", "malicious")

ASKED: frozenset[FieldKind] = frozenset({"password", "dressed", "code", "phrase", "made"})
"""The kinds of field that take a secret by which an account is opened."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something stands: `part` names the document (`page`, `frame 1`, `unpacked 1`, `written 1`),
    `span` counts characters in its source, half-open, None where it was put together from pieces; `snippet`
    is the attacker's text, not defanged.
    """

    part: str
    span: tuple[int, int] | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Something worth telling: a kebab-case `name`, and the detail that a person needs (not defanged)."""

    name: str
    detail: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Shown:
    """A brand that the page shows, `where`, in the words `text`.

    `strong`: as its own name; else beside other words, where it may be a mention. `own_name`: the words
    around it name the host that the page stands on. `doubted`: a logo below a title that names another.
    """

    brand: Brand
    where: ShownIn
    text: str
    strong: bool
    evidence: Evidence
    own_name: bool = False
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that takes a secret (`ASKED`), a payment card, an address or something else."""

    kind: FieldKind
    name: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Sent:
    """Where what is typed goes: `url` absolute; for a page without an address of its own that sends to itself
    None, as with `unknown`: a script takes it, and no literal says where to. `credential`: the form holds a
    field that takes a secret or a card, the script reads one.
    """

    channel: Channel
    url: str | None
    host: str | None
    evidence: Evidence
    credential: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence (`page.reason.<key>` of the catalogue, filled with `values`), and what it speaks for."""

    key: str
    verdict: Verdict
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReport:
    """A page judged by its source alone.

    `sure`: of the verdict. `brand`: the one it shows most plainly. `asked`, `sent`, `shown`, `signs`: all
    that was seen. `challenged`: it holds a test for humans. `reached`: names of `PageLimits` that left
    something out; such a page is at best inconclusive.
    """

    saved: Saved
    verdict: Verdict
    sure: Sure
    reasons: tuple[Reason, ...]
    brand: Shown | None = None
    shown: tuple[Shown, ...] = ()
    asked: tuple[Asked, ...] = ()
    sent: tuple[Sent, ...] = ()
    signs: tuple[Sign, ...] = ()
    title: str | None = None
    source: str = field(default="", repr=False)
    challenged: bool = False
    reached: tuple[str, ...] = ()

    @property
    def login(self) -> bool:
        """Whether it asks for a secret."""
        return any(each.kind in ASKED for each in self.asked)

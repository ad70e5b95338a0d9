"""The composition root: the only place that wires parser, shipped rules and verdict together."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unhook.context import Context
from unhook.message.model import Message
from unhook.rules.finding import Findings
from unhook.verdict import BALANCED, Policy, Verdict, decide
from unhook.verdict.advice import advise
from unhook.verdict.model import Level

if TYPE_CHECKING:
    from pathlib import Path

    from unhook.rules.pack import Pack
    from unhook.rules.packs import Packs
    from unhook.verdict.learnt import Learnt


_GRAVITY: tuple[Level, ...] = ("clean", "incomplete", "suspicious", "malicious")


@dataclass(frozen=True, slots=True)
class Checked:
    """A message, what the rules said of it, and the verdict.

    Findings, verdict and every offset are about `message` alone. Of a mail that carries another
    (`Message.carrier`) that is the one with the worse verdict.
    """

    message: Message
    findings: Findings
    verdict: Verdict


def parse(raw: bytes, context: Context | None = None) -> Message:
    """The message model of a mail's bytes (RFC 5322, an Outlook `.msg`, a report that carries one).

    Never raises on content: what is malformed stands in `Message.defects`.
    """
    from unhook import message

    return message.parse(raw, context or Context())


def check(
    raw: bytes,
    context: Context | None = None,
    policy: Policy = BALANCED,
    pack: "Pack | Packs | None" = None,
    weights: "Learnt | None" = None,
) -> Checked:
    """A mail's bytes judged by the shipped rules and model, under `policy`'s thresholds.

    A `pack` of the caller's own is weighed as its authors say unless `weights` are given: `model()` are
    the shipped ones.

    A forward or a report is judged twice: the mail inside, and the one that carries it, which may
    be a trap of its own around an honest mail. The worse verdict counts; of equals, the inner one.
    The same bytes and `Context` give the same answer; nothing is fetched.
    """
    context = context or Context()
    if pack is None:
        pack, weights = shipped_pack(), weights or model()
    message = parse(raw, context)
    checked = _judged(message, context, policy, pack, weights)
    if message.carrier is None:
        return checked
    return max(checked, _judged(message.carrier, context, policy, pack, weights), key=_gravity)


def _judged(
    message: Message, context: Context, policy: Policy, pack: "Pack | Packs", weights: "Learnt | None"
) -> Checked:
    findings = pack.run(message, context)
    return Checked(message, findings, decide(message, findings, context, policy, weights))


def _gravity(checked: Checked) -> int:
    return _GRAVITY.index(checked.verdict.level)


def failed(raw: bytes, why: str) -> Checked:
    """What to report when a mail broke the analysis itself: incomplete, never clean."""
    verdict = Verdict(
        level="incomplete",
        score=0.5,
        advice=advise("incomplete", ()),
        incomplete=(f"analysis-failed: {why}",),
    )
    return Checked(Message(raw=raw), Findings(), verdict)


def rules(feeds: tuple[str, ...] = ()) -> "Pack | Packs":
    """The shipped pack, beside it those of the installed feeds of these names (`all`: every one).

    Raises `RuleError` for a feed that is not there or not as it was fetched.
    """
    if not feeds:
        return shipped_pack()
    from unhook.feeds import installed
    from unhook.rules.packs import Packs

    return Packs((shipped_pack(), *installed.packs(feeds)))


@cache
def shipped_pack() -> "Pack":
    """The rules that come with Unhook, compiled once a process."""
    from unhook.rules import pack

    return pack.load()


@cache
def model(folder: str | None = None) -> "Learnt":
    """The model of a folder, or the one that comes with Unhook, read once a process.

    Raises `ConfigError` where there is none.
    """
    from pathlib import Path

    from unhook.verdict import learnt

    return learnt.read(Path(folder)) if folder else learnt.read()


@cache
def corrected_model(folder: str | None = None) -> "Learnt":
    """The same model with the corrections that this user made (`unhook learn`), read once a process.

    Raises `ConfigError` where either cannot be read.
    """
    from dataclasses import replace

    from unhook.verdict import corrections

    return replace(model(folder), corrected=corrections.read(corrections_path()))


def corrections_path() -> "Path":
    """Where this user's corrections are kept."""
    from unhook.feeds.store import home

    return home() / "corrections.jsonl"

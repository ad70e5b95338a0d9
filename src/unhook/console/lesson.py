"""A mail to learn from, as plain texts: what it says with people's names replaced, and what gave it away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from unhook.catalogue import Catalogue
from unhook.console.hiding import Hiding
from unhook.message.model import Message
from unhook.report import Judged
from unhook.report.wording import mailbox, place, sentence
from unhook.rules.finding import Finding
from unhook.store.model import Summary

TEXT_CHARS = 4_000
LINKS = 8
FLAGS = 8
_LEAST_MARKED = 3
_ROWS = {"sender": ("sender", "sender_name", "authentication", "return_path"), "subject": ("subject",)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the mail's text, and the numbers of the flags that stand in it."""

    text: str
    flags: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts are the mail's: defang and escape them. `flags`: what gave it away, by number from 1."""

    sender: Piece
    subject: Piece
    body: tuple[Piece, ...]
    links: tuple[Piece, ...]
    flags: tuple[str, ...]


def lesson(
    judged: Judged,
    summary: Summary,
    catalogue: Catalogue,
    organisation: Collection[str],
    words: Sequence[str] = (),
    *,
    harmful: bool,
) -> Lesson:
    """The lesson of a mail; of a genuine one, what speaks for it."""
    message = judged.message
    hiding = Hiding(_people(message, summary, harmful), organisation, words)
    chosen = (judged.flags if harmful else judged.honest)[:FLAGS]
    found = [_hidden(reason.finding, hiding) for reason in chosen]
    places = [frozenset(place(each.field) for each in finding.evidence) for finding in found]
    text = hiding((message.body.current_thread.text or message.body.text or "")[:TEXT_CHARS])
    return Lesson(
        Piece(hiding(mailbox(message.sender)), _standing(places, "sender")),
        Piece(hiding(message.subject.subject or ""), _standing(places, "subject")),
        _marked(text, found),
        tuple(_links(message, found, hiding)),
        tuple(sentence(finding, catalogue) for finding in found),
    )


def _people(message: Message, summary: Summary, harmful: bool) -> list[str]:
    """Who got it; and who wrote it, unless that is an attacker who poses as nobody of here."""
    boxes = [*message.recipients.to, *message.recipients.cc, *message.recipients.bcc]
    if not harmful or "bec_fraud" in summary.attack_types:
        boxes.append(message.sender)
    named = [text for box in boxes for text in (box.email.email, box.display_name or "")]
    return [*named, *summary.recipients, summary.mailbox or ""]


def _hidden(finding: Finding, hiding: Hiding) -> Finding:
    evidence = tuple(replace(each, snippet=hiding(each.snippet)) for each in finding.evidence)
    return replace(finding, evidence=evidence)


def _standing(places: Sequence[frozenset[str]], row: str) -> tuple[int, ...]:
    wanted = {f"where.{name}" for name in _ROWS[row]}
    return tuple(number for number, found in enumerate(places, 1) if wanted & found)


def _marked(text: str, findings: Sequence[Finding]) -> tuple[Piece, ...]:
    """The text cut where a flag's words begin and end."""
    ranges = [
        (start, start + len(each.snippet), number)
        for number, finding in enumerate(findings, 1)
        for each in finding.evidence
        if len(each.snippet.strip()) >= _LEAST_MARKED and (start := text.find(each.snippet)) >= 0
    ]
    cuts = sorted({0, len(text), *(edge for start, end, _ in ranges for edge in (start, end))})
    return tuple(
        Piece(
            text[start:end],
            tuple(sorted({number for first, last, number in ranges if first <= start and end <= last})),
        )
        for start, end in pairwise(cuts)
    )


def _links(message: Message, findings: Sequence[Finding], hiding: Hiding) -> list[Piece]:
    """Each link once: what it says and where it leads."""
    found: dict[str, tuple[int, ...]] = {}
    for index, link in enumerate(message.body.links):
        if link.href_url is None:
            continue
        fields = (f"body.links[{index}]", f"body.current_thread.links[{index}]")
        flags = tuple(
            number
            for number, finding in enumerate(findings, 1)
            if any(each.field.startswith(fields) for each in finding.evidence)
        )
        shown = " ".join((link.display_text or "").split())[:100]
        text = hiding(f"{shown} → {link.href_url.url}" if shown else link.href_url.url)
        found[text] = tuple(sorted({*found.get(text, ()), *flags}))
    return [Piece(text, flags) for text, flags in list(found.items())[:LINKS]]
